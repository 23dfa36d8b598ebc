import { foldText } from '../messaging/fold-text.ts'

/** What agents put before the names of what they mean, as in `prov_dr_smith`. */
const PREFIXES = new Set(['prov', 'provider', 'dr', 'doctor', 'prof', 'professor', 'svc', 'service'])
/** Words by which any visit is meant, as in the A2A design's `service_type: "doctor"`. */
const ANY_SERVICE = new Set(
  'doctor appointment visit consultation checkup check-up gp physician general any default'.split(' '),
)

/** One spelling of a name for comparing: `Dr. Ada Smith`, `dr_ada_smith` and `prov-ada-smith` are all `ada-smith`. */
export function slugOf(name: string): string {
  const words = foldText(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
  while (words.length > 1 && PREFIXES.has(words[0] ?? '')) words.shift()
  return words.join('-')
}

/** Whether something is meant: by its id, or by one of its names in any spelling. */
export function isCalled(
  { id, names }: { id: string; names: readonly string[] },
  reference: string,
): boolean {
  const wanted = slugOf(reference)
  return id === reference.toLowerCase() || names.some((name) => slugOf(name) === wanted)
}

interface Called {
  id: string
  aliases: readonly string[]
  is_active: boolean
  is_external: boolean
}

/** Who of the active providers on staff has the reference as another name that staff have given; undefined for nobody. */
export const findByAlias = <Provider extends Called>(
  providers: readonly Provider[],
  reference: string,
): Provider | undefined =>
  providers.find(
    ({ id, is_active, is_external, aliases }) =>
      is_active && !is_external && isCalled({ id, names: aliases }, reference),
  )

/**
 * The first of these other names that means something else of the clinic already, by its name or other names; null when
 * each is its own.
 */
export function takenAlias(
  aliases: readonly string[],
  others: readonly { name: string; aliases: readonly string[] }[],
): string | null {
  const taken = new Set(others.flatMap(({ name, aliases }) => [name, ...aliases]).map(slugOf))
  return aliases.find((alias) => taken.has(slugOf(alias))) ?? null
}

/** The name of the first of these that agents also call so; null when nobody else is meant by it. */
export function alsoCalled(
  name: string,
  others: readonly { name: string; aliases: readonly string[] }[],
): string | null {
  const slug = slugOf(name)
  return others.find(({ aliases }) => aliases.some((alias) => slugOf(alias) === slug))?.name ?? null
}

/** True for a word that stands for whatever the clinic does by default. */
export const isAnyService = (name: string): boolean => ANY_SERVICE.has(foldText(name).trim())
