import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSealer, type SealedAt } from './seal.ts'

const KEY = randomBytes(32).toString('base64')
const sealer = createSealer(KEY)
const AT: SealedAt = { table: 'sms_message', column: 'body_sealed', id: 'row-1' }
const TEXT = 'Grüße, see you at 10 🙂'

/** The sealed value with its payload changed. */
function tampered(sealed: string, change: (payload: Buffer) => Buffer): string {
  const [version, keyId, payload] = sealed.split('.') as [string, string, string]
  return [version, keyId, change(Buffer.from(payload, 'base64url')).toString('base64url')].join('.')
}

describe('seal and open', () => {
  it('gives the text back, in the place it was sealed for', () => {
    expect(sealer.open(AT, sealer.seal(AT, TEXT))).toBe(TEXT)
    expect(sealer.open(AT, sealer.seal(AT, ''))).toBe('')
  })

  it('never writes the same text the same way twice, and never the text itself', () => {
    const [one, other] = [sealer.seal(AT, TEXT), sealer.seal(AT, TEXT)]
    expect(one).not.toBe(other)
    expect(Buffer.from(one.split('.')[2]!, 'base64url').includes(Buffer.from(TEXT))).toBe(false)
  })

  it.each([
    ['row', { ...AT, id: 'row-2' }],
    ['column', { ...AT, column: 'raw_sealed' }],
    ['table', { ...AT, table: 'patient' }],
  ])('refuses a value that was moved to another %s', (_what, elsewhere) => {
    const sealed = sealer.seal(AT, TEXT)
    expect(() => sealer.open(elsewhere, sealed)).toThrow()
  })

  it('refuses a value that was written with another key, and says so', () => {
    const other = createSealer(randomBytes(32).toString('base64'))
    expect(() => other.open(AT, sealer.seal(AT, TEXT))).toThrow('another encryption key')
  })

  it('refuses a value whose key id was exchanged for its own', () => {
    const other = createSealer(randomBytes(32).toString('base64'))
    const [version, , payload] = sealer.seal(AT, TEXT).split('.')
    const keyId = other.seal(AT, TEXT).split('.')[1]
    expect(() => other.open(AT, [version, keyId, payload].join('.'))).toThrow()
  })

  it('refuses a value with any one bit flipped', () => {
    const sealed = sealer.seal(AT, 'ok')
    const bytes = Buffer.from(sealed.split('.')[2]!, 'base64url').length
    for (let bit = 0; bit < bytes * 8; bit += 1) {
      const flipped = tampered(sealed, (payload) => {
        payload[bit >> 3]! ^= 1 << (bit & 7)
        return payload
      })
      expect(() => sealer.open(AT, flipped), `bit ${bit}`).toThrow()
    }
  })

  it('refuses a value that was cut, down to a shortened tag', () => {
    const sealed = sealer.seal(AT, '')
    const length = Buffer.from(sealed.split('.')[2]!, 'base64url').length
    for (let kept = 0; kept < length; kept += 1) {
      const cut = tampered(sealed, (payload) => payload.subarray(0, kept))
      expect(() => sealer.open(AT, cut), `${kept} bytes`).toThrow()
    }
  })

  it('refuses what is no sealed value at all', () => {
    for (const value of ['', 'plain text', 'v1', 'v1.key', 'v2.a.b', 'v0.a.b'])
      expect(() => sealer.open(AT, value)).toThrow('Not a sealed value')
  })
})

describe('blind indexes', () => {
  it('are the same for the same value and key, and differ for another key', () => {
    const other = createSealer(randomBytes(32).toString('base64'))
    expect(sealer.phoneIndex('+12125550100')).toBe(createSealer(KEY).phoneIndex('+12125550100'))
    expect(sealer.phoneIndex('+12125550100')).not.toBe(sealer.phoneIndex('+12125550101'))
    expect(sealer.phoneIndex('+12125550100')).not.toBe(other.phoneIndex('+12125550100'))
  })

  it('never share a key with each other', () => {
    expect(sealer.phoneIndex('same')).not.toBe(sealer.tokenHash('same'))
  })
})

it('takes no key of another length than 32 bytes', () => {
  for (const length of [0, 16, 31, 33])
    expect(() => createSealer(randomBytes(length).toString('base64'))).toThrow('32 bytes')
})
