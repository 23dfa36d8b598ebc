import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { Permission } from '#lib/domain/permissions.ts'

/** Whoever may write times must be able to look for them; a login that only reads has the first. */
export const SCHEDULE_READERS: readonly Permission[] = [
  'conversations:read',
  'appointments:write',
  'offers:send',
]

/** Throws `forbidden` for an actor who may not see schedules, `not_found` for a clinic out of scope. */
export function requireScheduleReader(ctx: Ctx, clinicId: string): void {
  const held = SCHEDULE_READERS.find((permission) => ctx.actor.permissions.has(permission))
  requirePermission(ctx, held ?? 'conversations:read')
  requireClinic(ctx, clinicId)
}
