import type { Ctx } from '#lib/core/context.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { clinicsInScope } from '#lib/services/clinic/list.ts'

const isNamed = (clinic: Clinic, name: string) =>
  clinic.id === name || clinic.name.toLowerCase() === name.toLowerCase()

/**
 * The clinics that a call may mean, the likeliest first: the named one alone; else those of the key, the default one
 * leading. Throws `invalid_input` on `clinic` for a name that fits none of them, or several.
 */
export async function candidateClinics(ctx: Ctx, name: string | null | undefined): Promise<Clinic[]> {
  const clinics = await clinicsInScope(ctx)
  if (clinics.length === 0) throw invalidInput('There is no clinic yet.', 'clinic')
  if (!name) return clinics
  const named = clinics.filter((clinic) => isNamed(clinic, name))
  const names = clinics.map((clinic) => clinic.name)
  if (named.length === 0)
    throw invalidInput(`There is no such clinic. There is ${names.join(', ')}.`, 'clinic', names)
  if (named.length > 1) throw invalidInput('Several clinics have this name. Use the id.', 'clinic')
  return named
}
