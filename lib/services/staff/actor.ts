import type { Actor } from '#lib/core/context.ts'
import { ROLE_PERMISSIONS, type Role } from '#lib/domain/permissions.ts'

/** A staff member as an actor: the rights of the role, in the clinics of the login. */
export function staffActor(staff: {
  id: string
  name: string
  role: Role
  clinicIds: readonly string[]
  sessionId?: string
}): Actor {
  return {
    kind: 'staff',
    id: staff.id,
    name: staff.name,
    permissions: new Set(ROLE_PERMISSIONS[staff.role]),
    clinicIds: staff.clinicIds,
    principal: `staff:${staff.id}`,
    ...(staff.sessionId === undefined ? {} : { sessionId: staff.sessionId }),
  }
}
