import type { TxCtx } from '#lib/core/context.ts'
import type { Clinic, Provider, ServiceType } from '#lib/db/generated/client.ts'
import { isAnyService, isCalled, slugOf } from '#lib/domain/agents/slug.ts'
import { invalidInput } from '#lib/domain/errors.ts'

/** Names that an error suggests. */
const MAX_SUGGESTED = 20

/**
 * The service that a peer means: by id, by name, slug or other name in any spelling, or by a word that means any visit. Without one the
 * clinic's default, else its only one. Throws `invalid_input` with the names there are.
 */
export async function serviceOf(
  tx: TxCtx,
  clinic: Clinic,
  reference: string | null | undefined,
): Promise<ServiceType> {
  const services = await tx.tx.serviceType.findMany({
    where: { clinic_id: clinic.id, is_active: true },
    orderBy: [{ is_default: 'desc' }, { name: 'asc' }],
  })
  const wanted = slugOf(reference ?? '')
  const named = reference
    ? services.find(({ id, name, aliases }) => isCalled({ id, names: [name, ...aliases] }, reference))
    : undefined
  if (named) return named
  const [first] = services
  const isAny = !reference || isAnyService(reference)
  if (isAny && first && (first.is_default || services.length === 1)) return first
  const partly = isAny ? [] : services.filter(({ name }) => slugOf(name).split('-').includes(wanted))
  if (partly.length === 1) return partly[0]!
  throw invalidInput(
    `${clinic.name} offers no such service. It offers ${services.map(({ name }) => name).join(', ') || 'none'}.`,
    'request_details.service_type',
    services.map(({ name }) => name),
  )
}

/** Whether a provider is meant: by id, by the whole name, by the surname, or by another name that staff have given. */
function isMeant(provider: Provider, reference: string): boolean {
  const { id, name, surname_key, aliases } = provider
  return isCalled({ id, names: [name, surname_key, ...aliases] }, reference)
}

/** The providers that a peer means, of one clinic. Throws `invalid_input` for one that is nobody here, or several. */
export async function providersOf(
  tx: TxCtx,
  clinicId: string,
  references: readonly string[],
  field: string,
): Promise<Provider[]> {
  if (references.length === 0) return []
  const here = await tx.tx.provider.findMany({
    where: { clinic_id: clinicId, is_active: true, is_external: false },
    orderBy: { name: 'asc' },
  })
  const names = here.map(({ name }) => name)
  return references.map((reference) => {
    const meant = here.filter((provider) => isMeant(provider, reference))
    if (meant.length === 1) return meant[0]!
    const words =
      meant.length === 0
        ? `There is no provider ${JSON.stringify(reference)} here. There is ${names.slice(0, MAX_SUGGESTED).join(', ')}.`
        : `${JSON.stringify(reference)} could be ${meant.map(({ name }) => name).join(' or ')}.`
    throw invalidInput(words, field, names.slice(0, MAX_SUGGESTED))
  })
}
