import { describe, expect, it } from 'vitest'
import { password } from '#lib/domain/staff/schema.ts'
import { suggestPassword } from './suggest-password.ts'

describe('a password made here', () => {
  it('is four groups of five without look-alikes, and the server takes it', () => {
    const made = suggestPassword()
    expect(made).toMatch(/^[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}$/)
    expect(password.safeParse(made).success).toBe(true)
  })

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 50 }, suggestPassword)).size).toBe(50)
  })
})
