import { describe, expect, it } from 'vitest'
import { signingKey } from './signing-secret.ts'

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 255).toString('base64')}`

describe('signingKey', () => {
  it('reads the example of the standard', () => {
    expect(signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toHaveLength(24)
  })

  it('takes 24 to 64 bytes, with or without padding', () => {
    expect([24, 25, 32, 64].map((bytes) => signingKey(secretOf(bytes))?.length)).toEqual([24, 25, 32, 64])
    expect(signingKey(secretOf(25).replace(/=+$/, ''))).toHaveLength(25)
    expect([23, 65].map((bytes) => signingKey(secretOf(bytes)))).toEqual([null, null])
  })

  it.each([
    '',
    'whsec_',
    Buffer.alloc(32, 1).toString('base64'),
    `WHSEC_${Buffer.alloc(32, 1).toString('base64')}`,
    `${secretOf(32)} `,
    `whsec_${'!'.repeat(40)}`,
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-',
  ])('does not read %j', (secret) => {
    expect(signingKey(secret)).toBeNull()
  })
})
