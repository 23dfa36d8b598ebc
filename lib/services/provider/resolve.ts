import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Clinic, Provider } from '#lib/db/generated/client.ts'
import { findByAlias } from '#lib/domain/agents/slug.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { providerNameKeys } from '#lib/domain/scheduling/provider-name.ts'

/** A provider as a caller named one, and the input field that did. */
export interface ProviderReference {
  name: string
  field: string
}

interface ResolveProviders {
  /** Where to look: the caller's own clinic first. */
  clinics: readonly Clinic[]
  references: readonly ProviderReference[]
}

/** The clinic whose time the slots are in, and the providers in the order of the references. */
export interface ResolvedProviders {
  clinic: Clinic
  providers: Provider[]
}

type Match = { kind: 'one'; provider: Provider } | { kind: 'several'; names: string[] } | { kind: 'none' }

function readKeys(reference: ProviderReference) {
  const keys = providerNameKeys(reference.name)
  if (keys.name_key === '') throw invalidInput('Name a provider, like Dr. Ada Smith.', reference.field)
  return keys
}

/**
 * Who of a clinic is meant: a full name, else another name that staff have given, else a surname that one active provider
 * has. Somebody on staff comes before a namesake whom an agent once named.
 */
function matchIn(providers: readonly Provider[], clinicId: string, reference: ProviderReference): Match {
  const { name_key, surname_key } = readKeys(reference)
  const here = providers.filter((provider) => provider.clinic_id === clinicId)
  const full = here.find((provider) => provider.name_key === name_key)
  if (full && !full.is_external) return { kind: 'one', provider: full }
  const alsoCalled = findByAlias(here, reference.name)
  if (alsoCalled) return { kind: 'one', provider: alsoCalled }
  const isSurname = name_key === surname_key
  const namesakes = here.filter(
    (provider) => provider.is_active && !provider.is_external && provider.surname_key === surname_key,
  )
  if (isSurname && namesakes.length > 1) return { kind: 'several', names: namesakes.map(({ name }) => name) }
  if (isSurname && namesakes[0]) return { kind: 'one', provider: namesakes[0] }
  return full ? { kind: 'one', provider: full } : { kind: 'none' }
}

/** Somebody on staff, rather than a name that an agent brought. */
const isKnown = (match: Match) =>
  match.kind === 'several' || (match.kind === 'one' && !match.provider.is_external)

/** The clinic that the names point to: the first of the list, unless they are known at exactly one other. */
function pickClinic(found: readonly Provider[], { clinics, references }: ResolveProviders): Clinic {
  const [home, ...others] = clinics
  if (home === undefined) throw invalidInput('There is no clinic yet.', 'clinic')
  const knownAt = (clinic: Clinic) => references.filter((each) => isKnown(matchIn(found, clinic.id, each)))
  const elsewhere = others.filter((clinic) => knownAt(clinic).length > 0)
  if (knownAt(home).length === 0 && elsewhere.length === 1) return elsewhere[0]!
  if (knownAt(home).length === 0 && elsewhere.length > 1) {
    const names = elsewhere.map(({ name }) => name)
    throw invalidInput(
      `These providers work at ${names.join(' and at ')}. Say which clinic.`,
      'clinic',
      names,
    )
  }
  const isHome = (each: ProviderReference) => matchIn(found, home.id, each).kind !== 'none'
  const stranger = knownAt(home).length > 0 && references.find((each) => !isHome(each))
  const theirs = stranger && elsewhere.find((clinic) => knownAt(clinic).includes(stranger))
  if (stranger && theirs) {
    throw invalidInput(
      `${stranger.name} works at ${theirs.name}, the others at ${home.name}. One text offers times of one clinic.`,
      stranger.field,
    )
  }
  return home
}

/** Somebody nobody here knows: kept under the name as given, so that no two visits with them overlap either. */
async function findOrAddExternal(tx: TxCtx, clinic: Clinic, reference: ProviderReference): Promise<Provider> {
  const keys = readKeys(reference)
  const id = tx.newId()
  const added = await tx.tx.provider.createMany({
    data: [
      {
        id,
        clinic_id: clinic.id,
        name: reference.name.trim(),
        ...keys,
        is_external: true,
        created_at: nowDate(tx),
      },
    ],
    skipDuplicates: true,
  })
  if (added.count > 0) {
    await record(tx, { action: 'provider.named', subject: { kind: 'provider', id }, clinicId: clinic.id })
    tx.outgoing.events.push({ type: 'provider.changed', id, clinic_id: clinic.id })
  }
  const where = { clinic_id_name_key: { clinic_id: clinic.id, name_key: keys.name_key } }
  return tx.tx.provider.findUniqueOrThrow({ where })
}

async function resolveOne(
  tx: TxCtx,
  found: readonly Provider[],
  clinic: Clinic,
  reference: ProviderReference,
): Promise<Provider> {
  const match = matchIn(found, clinic.id, reference)
  if (match.kind === 'none') return findOrAddExternal(tx, clinic, reference)
  if (match.kind === 'several') {
    const words = `${reference.name} could be ${match.names.join(' or ')}. Write the whole name.`
    throw invalidInput(words, reference.field, match.names)
  }
  if (match.provider.is_active) return match.provider
  throw invalidInput(`${match.provider.name} takes no appointments at the moment.`, reference.field)
}

/**
 * Finds the providers that a caller outside named, and with them the clinic: without title and case, by full name, by another
 * name that staff have given, or by a surname that is unique in the clinic. A name that nobody knows becomes an external provider of the clinic. Throws
 * `invalid_input` on the reference's field for a name that fits several, or that belongs to another clinic than the rest.
 */
export async function resolveProviders(tx: TxCtx, wanted: ResolveProviders): Promise<ResolvedProviders> {
  const keys = wanted.references.map(readKeys)
  const found = await tx.tx.provider.findMany({
    where: {
      clinic_id: { in: wanted.clinics.map(({ id }) => id) },
      OR: [
        { name_key: { in: keys.map(({ name_key }) => name_key) } },
        { surname_key: { in: keys.map(({ surname_key }) => surname_key) } },
        { is_external: false, aliases: { isEmpty: false } },
      ],
    },
    orderBy: { name: 'asc' },
  })
  const clinic = pickClinic(found, wanted)
  const providers: Provider[] = []
  for (const reference of wanted.references) {
    providers.push(await resolveOne(tx, found, clinic, reference))
  }
  return { clinic, providers }
}
