import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'

/** Alerts are set for the whole installation, so only an administrator who covers all of it may. Throws `forbidden`. */
export async function requireOperator(ctx: Ctx): Promise<void> {
  requirePermission(ctx, 'settings:write')
  if (await reachesAllClinics(ctx)) return
  throw forbidden('Alerts are set for all clinics together. Ask an administrator who covers all of them.')
}
