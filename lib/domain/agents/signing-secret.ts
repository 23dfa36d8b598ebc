/** Opens every secret of Standard Webhooks 1.0, "Signature scheme": https://www.standardwebhooks.com */
export const SECRET_PREFIX = 'whsec_'
const MIN_BYTES = 24
const MAX_BYTES = 64

/** The key bytes of a Standard Webhooks secret: `whsec_` and base64 of 24 to 64 bytes. Null for anything else. */
export function signingKey(secret: string): Buffer | null {
  if (!secret.startsWith(SECRET_PREFIX)) return null
  const text = secret.slice(SECRET_PREFIX.length)
  const bytes = Buffer.from(text, 'base64')
  // Node skips what is not base64; a secret that was cut or mistyped must not become another one.
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) return null
  return bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES ? bytes : null
}
