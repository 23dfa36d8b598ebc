import { describe, expect, it } from 'vitest'
import type { Db } from '#lib/db/client.ts'
import { PERMISSIONS, ROLE_PERMISSIONS } from '#lib/domain/permissions.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { SYSTEM } from './actors.ts'
import { canSeeClinic, clinicScope, found, requireClinic, requirePermission } from './authorize.ts'

/** Nothing here may reach a database. */
const none = null as unknown as Db
const as = (actor: Parameters<typeof testCtx>[1] & object) => testCtx(none, actor)

describe('permissions', () => {
  it.each(['viewer', 'scheduler', 'admin'] as const)(
    'of a %s are the ones of the role and no other',
    (role) => {
      const ctx = as({ actor: staffActor(role, 'all') })
      for (const permission of PERMISSIONS) {
        const ask = () => requirePermission(ctx, permission)
        if (ROLE_PERMISSIONS[role].includes(permission)) expect(ask).not.toThrow()
        else expect(ask, permission).toThrow(permission)
      }
    },
  )

  it('of the system cover everything', () => {
    for (const permission of PERMISSIONS) requirePermission(as({ actor: SYSTEM }), permission)
  })
})

describe('clinic scope', () => {
  const ctx = as({ actor: staffActor('admin', ['mine']) })

  it('shows a foreign row and a missing one the same way', () => {
    const errorOf = (row: { clinic_id: string } | null) => {
      try {
        return found(ctx, row, 'The patient')
      } catch (error) {
        return error
      }
    }
    expect(errorOf({ clinic_id: 'theirs' })).toEqual(errorOf(null))
    expect(errorOf(null)).toMatchObject({ code: 'not_found', message: 'The patient was not found.' })
    expect(errorOf({ clinic_id: 'mine' })).toEqual({ clinic_id: 'mine' })
  })

  it('limits lists to the actor’s clinics, and to none for a login without clinics', () => {
    expect(clinicScope(ctx)).toEqual({ clinic_id: { in: ['mine'] } })
    expect(clinicScope(as({ actor: staffActor('admin', []) }))).toEqual({ clinic_id: { in: [] } })
    expect(clinicScope(as({ actor: SYSTEM }))).toEqual({})
  })

  it('refuses a clinic that is not the actor’s', () => {
    expect(canSeeClinic(ctx, 'theirs')).toBe(false)
    expect(() => requireClinic(ctx, 'theirs')).toThrow('The clinic was not found.')
    expect(() => requireClinic(ctx, 'mine')).not.toThrow()
  })
})
