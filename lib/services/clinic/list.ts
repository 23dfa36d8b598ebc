import { type Ctx, store } from '#lib/core/context.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { notFound } from '#lib/domain/errors.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { toClinicView } from './view.ts'

/** Rows of the clinics in the caller's scope, the default one first, then by name. */
export function clinicsInScope(ctx: Ctx): Promise<Clinic[]> {
  const { clinicIds } = ctx.actor
  return store(ctx).clinic.findMany({
    where: clinicIds === 'all' ? {} : { id: { in: [...clinicIds] } },
    orderBy: [{ is_default: 'desc' }, { name: 'asc' }, { id: 'asc' }],
  })
}

/** The clinics in the caller's scope. */
export async function listClinics(ctx: Ctx): Promise<ClinicView[]> {
  return (await clinicsInScope(ctx)).map(toClinicView)
}

/**
 * The clinic that was named, or without a name the default one in scope. Throws `not_found` for one out of scope, and when
 * there is none at all.
 */
export async function pickClinic(ctx: Ctx, clinicId: string | null | undefined): Promise<Clinic> {
  const clinics = await clinicsInScope(ctx)
  const picked = clinicId ? clinics.find(({ id }) => id === clinicId) : clinics[0]
  if (picked === undefined) throw notFound('The clinic')
  return picked
}
