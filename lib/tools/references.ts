import { type Ctx, store } from '#lib/core/context.ts'
import type { Clinic, Provider, ServiceType } from '#lib/db/generated/client.ts'
import { findByAlias, isCalled } from '#lib/domain/agents/slug.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { providerNameKeys } from '#lib/domain/scheduling/provider-name.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Names that an error suggests instead of the one that fits nobody. */
const MAX_SUGGESTED = 20

/**
 * Somebody on staff before a name that an agent once brought; the full name before another name that staff have given,
 * and that before the surname.
 */
function pickProvider(here: readonly Provider[], reference: string, field: string): Provider | null {
  const { name_key } = providerNameKeys(reference)
  const full = here.filter(
    (provider) => provider.id === reference.toLowerCase() || provider.name_key === name_key,
  )
  const known = full.find(({ is_external }) => !is_external)
  if (known) return known
  const alsoCalled = findByAlias(here, reference)
  if (alsoCalled) return alsoCalled
  const namesakes = here.filter(
    ({ is_active, is_external, surname_key }) => is_active && !is_external && surname_key === name_key,
  )
  if (namesakes.length > 1) {
    const names = namesakes.map(({ name }) => name)
    throw invalidInput(`${reference} could be ${names.join(' or ')}. Write the whole name.`, field, names)
  }
  return namesakes[0] ?? full[0] ?? null
}

/**
 * The provider that a caller means, by id, full name, another name that staff have given, or a surname that is unique in its
 * clinic, and the clinic: the first of the list that has one. Makes nobody. Throws `invalid_input` on `field` for a name that fits nobody, or several.
 */
export async function findProvider(
  ctx: Ctx,
  clinics: readonly Clinic[],
  reference: string,
  field = 'provider',
): Promise<{ clinic: Clinic; provider: Provider }> {
  const { name_key } = providerNameKeys(reference)
  const rows = await store(ctx).provider.findMany({
    where: {
      clinic_id: { in: clinics.map(({ id }) => id) },
      ...(UUID.test(reference)
        ? { id: reference }
        : {
            OR: [
              { name_key },
              { is_external: false, surname_key: name_key },
              { is_external: false, aliases: { isEmpty: false } },
            ],
          }),
    },
    orderBy: { name: 'asc' },
  })
  for (const clinic of clinics) {
    const here = rows.filter(({ clinic_id }) => clinic_id === clinic.id)
    const provider = pickProvider(here, reference, field)
    if (provider) return { clinic, provider }
  }
  const others = await store(ctx).provider.findMany({
    where: { clinic_id: { in: clinics.map(({ id }) => id) }, is_active: true, is_external: false },
    orderBy: { name: 'asc' },
    take: MAX_SUGGESTED,
  })
  throw invalidInput(
    'There is no such provider.',
    field,
    others.map(({ name }) => name),
  )
}

/**
 * The service that a caller means, by id, or by name or other name in any spelling; without one the clinic's default, else its only one. Throws
 * `invalid_input` on `service`, with the names there are.
 */
export async function findService(
  ctx: Ctx,
  clinic: Clinic,
  reference: string | null | undefined,
): Promise<ServiceType> {
  const services = await store(ctx).serviceType.findMany({
    where: { clinic_id: clinic.id, is_active: true },
    orderBy: [{ is_default: 'desc' }, { name: 'asc' }],
  })
  const names = services.map(({ name }) => name)
  const [first] = services
  if (!reference) {
    if (first && (first.is_default || services.length === 1)) return first
    throw invalidInput('Say which service.', 'service', names)
  }
  const named = services.find(({ id, name, aliases }) =>
    isCalled({ id, names: [name, ...aliases] }, reference),
  )
  if (named) return named
  throw invalidInput(`${clinic.name} offers no such service.`, 'service', names)
}
