import { forbidden, notFound, SwitchboardError } from '#lib/domain/errors.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import type { Ctx } from './context.ts'

/** Throws `forbidden` unless the actor has the permission. */
export function requirePermission(ctx: Ctx, permission: Permission): void {
  if (ctx.actor.permissions.has(permission)) return
  throw forbidden(`This needs the permission ${permission}, which ${ctx.actor.name} does not have.`)
}

/** True when the actor may see this clinic. */
export function canSeeClinic(ctx: Ctx, clinicId: string): boolean {
  return ctx.actor.clinicIds === 'all' || ctx.actor.clinicIds.includes(clinicId)
}

/** Throws `not_found` for a clinic out of the actor's scope: foreign and unknown look the same. */
export function requireClinic(ctx: Ctx, clinicId: string, what = 'The clinic'): void {
  if (!canSeeClinic(ctx, clinicId)) throw notFound(what)
}

/** Prisma filter for rows with a clinic_id. */
export function clinicScope(ctx: Ctx): { clinic_id?: { in: string[] } } {
  return ctx.actor.clinicIds === 'all' ? {} : { clinic_id: { in: [...ctx.actor.clinicIds] } }
}

/** The row, or `not_found` when it is missing or belongs to a clinic out of scope. */
export function found<Row extends { clinic_id: string }>(
  ctx: Ctx,
  row: Row | null | undefined,
  what: string,
): Row {
  if (!row || !canSeeClinic(ctx, row.clinic_id)) throw notFound(what)
  return row
}

export const unauthenticated = (message: string) => new SwitchboardError('unauthenticated', message)
