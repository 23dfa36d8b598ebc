import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'

/** The model reads for the whole installation, so only an administrator of all of it switches it. Throws `forbidden`. */
export async function requireModelAdmin(ctx: Ctx): Promise<void> {
  requirePermission(ctx, 'admin')
  if (await reachesAllClinics(ctx)) return
  throw forbidden(
    'The model is switched for all clinics together. Ask an administrator who covers all of them.',
  )
}
