import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Where a sealed value lives. It opens nowhere else: the three are the cipher's additional data. */
export interface SealedAt {
  table: string
  column: string
  id: string
}

export interface Sealer {
  /** AES-256-GCM of `text` as `v1.<key id>.<base64url iv|tag|cipher>`. */
  seal(at: SealedAt, text: string): string
  /** Throws when the value was changed, moved to another row, or written with another key. */
  open(at: SealedAt, sealed: string): string
  /** Keyed index of a phone number in E.164, for equality searches: HMAC-SHA-256 under a key of its own. */
  phoneIndex(e164: string): string
  /** Keyed hash of anything secret that is only ever compared (API keys, set-up tokens). */
  tokenHash(token: string): string
}

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `switchboard:${purpose}`, KEY_BYTES))
}

const aad = (at: SealedAt, keyId: string) => Buffer.from(`${at.table}|${at.column}|${at.id}|${keyId}`)

/**
 * Makes the sealer for one master key (32 bytes, base64). Subkeys come from HKDF (RFC 5869), so the field key, the
 * phone index and the token hash never share one.
 */
export function createSealer(masterKey: string): Sealer {
  const master = Buffer.from(masterKey, 'base64')
  if (master.length !== KEY_BYTES) throw new Error('DATA_ENCRYPTION_KEY must be 32 bytes in base64.')
  const fieldKey = derive(master, 'field')
  const phoneKey = derive(master, 'phone-index')
  const tokenKey = derive(master, 'token')
  const keyId = derive(master, 'key-id').toString('base64url').slice(0, 8)
  return {
    seal(at, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', fieldKey, iv)
      cipher.setAAD(aad(at, keyId))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${VERSION}.${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(at, sealed) {
      const [version, sealedKeyId, payload] = sealed.split('.')
      if (version !== VERSION || !sealedKeyId || !payload) throw new Error('Not a sealed value.')
      if (sealedKeyId !== keyId) throw new Error('Sealed with another encryption key.')
      const bytes = Buffer.from(payload, 'base64url')
      // Without a fixed length a shortened tag, which is easier to forge, would be accepted.
      const decipher = createDecipheriv('aes-256-gcm', fieldKey, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(aad(at, keyId))
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8')
    },
    phoneIndex: (e164) => createHmac('sha256', phoneKey).update(e164).digest('base64url'),
    tokenHash: (token) => createHmac('sha256', tokenKey).update(token).digest('base64url'),
  }
}
