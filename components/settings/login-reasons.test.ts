import { describe, expect, it } from 'vitest'
import type { MeView, StaffView } from '#lib/domain/staff/schema.ts'
import { changeReason, disableReason } from './login-reasons.ts'

const clinic = (id: string) => ({ id, name: `Clinic ${id}` })
const me = { id: 'me', clinics: [clinic('a'), clinic('b')] } as unknown as MeView
const login = (id: string, clinics: string[], is_disabled = false) =>
  ({ id, clinics: clinics.map(clinic), is_disabled }) as StaffView

describe('reasons at a login', () => {
  it('lets an administrator change a login of some of the same clinics', () => {
    expect(changeReason(me, login('other', ['b']))).toBeNull()
    expect(disableReason(me, login('other', ['a', 'b']))).toBeNull()
  })

  it('refuses a login that also works for a clinic out of reach', () => {
    expect(changeReason(me, login('other', ['a', 'c']))).toMatch(/also works for clinics that yours does not/)
    expect(disableReason(me, login('other', ['a', 'c']))).toMatch(/also works for clinics/)
  })

  it('does not let anyone disable their own login, but lets them change it', () => {
    expect(disableReason(me, login('me', ['a']))).toMatch(/your own login/)
    expect(changeReason(me, login('me', ['a']))).toBeNull()
  })

  it('allows nothing until the login is known', () => {
    expect(changeReason(undefined, login('other', ['a']))).toMatch(/still being checked/)
  })
})
