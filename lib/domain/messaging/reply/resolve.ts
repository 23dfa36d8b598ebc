import { zonedTime } from '../../scheduling/zone.ts'
import type { Clause } from './clauses.ts'
import type { Choice } from './options.ts'
import { fits, fitsClock } from './options.ts'
import type { Reference } from './reference-tokens.ts'
import type { UnclearReason } from './types.ts'

export type Resolution = { choice: Choice } | { unclear: UnclearReason }

/** Below this a number that no option has may be a mistyped reply number, so it is never read as an hour. */
const FIRST_PLAIN_HOUR = 10

const unclear = (reason: UnclearReason): Resolution => ({ unclear: reason })

const isIn =
  <T>(items: readonly T[]) =>
  (item: T) =>
    items.includes(item)

function isSlashOfReplyNumbers(reference: Reference, all: Choice[]): boolean {
  if (reference.kind !== 'date') return false
  const numbers = all.map((choice) => choice.option.reply_number)
  return reference.isSlash && [reference.month, reference.day].every(isIn(numbers))
}

/** "10" beside a day, a name or a date is an hour when no option has that number. */
function fitsAsHour(reference: Reference & { kind: 'number' }, all: Choice[], context: Context): Choice[] {
  const { value } = reference
  const isSmall = value < FIRST_PLAIN_HOUR
  // "Nine is great", where the list has no ninth line.
  if (reference.isSpelled === true && isSmall) {
    const atHour = all.filter((choice) => fitsClock(choice, { hour: value, minute: 0 }))
    if (atHour.length > 0) return atHour
  }
  if (reference.isMarked || !context.hasOthers || (isSmall && !context.hasDay)) return []
  // Beside a day a small number is read only where no option has it: "Friday 4" on December 4, "Friday 9" at nine.
  return all.filter(
    (choice) => fitsClock(choice, { hour: value, minute: 0 }) || (isSmall && choice.day === value),
  )
}

interface Context {
  /** Something else than numbers is said, or the number is turned down. */
  hasOthers: boolean
  /** A day, a name or a part of the day stands beside it. */
  hasDay: boolean
}

function candidates(reference: Reference, all: Choice[], context: Context): Choice[] {
  const direct = all.filter((choice) => {
    const ofOffer = all.filter((other) => other.offer === choice.offer)
    return fits(choice, reference, ofOffer)
  })
  if (direct.length > 0) return direct
  if (reference.kind === 'number') return fitsAsHour(reference, all, context)
  // "The 11th" is a day when the list has no eleventh line.
  const isDay = reference.kind === 'ordinal' && !reference.isPositional
  return isDay ? all.filter((choice) => choice.day === reference.value) : []
}

const isEarliest = (choice: Choice) =>
  choice.offer.options.every((other) => other.starts_at >= choice.option.starts_at)

/** A bare number that is also the hour of another option which the rest of the text fits: "2 works". */
const isHourOfAnother = (value: number, found: Choice[], rest: Choice[]) =>
  rest.some((choice) => !found.includes(choice) && fitsClock(choice, { hour: value, minute: 0 }))

const DAYS_NEARBY = 7

/** Whether that day of the month is within a week of an offered one: "the 3rd" may be December 3, although only 2 and 4 were offered. */
const isDayNearby = (day: number, all: readonly Choice[]) =>
  all.some(({ option, offer }) => {
    const offered = zonedTime(option.starts_at, offer.time_zone).toPlainDate()
    return [-1, 0, 1].some((months) => {
      const month = offered.add({ months }).toPlainYearMonth()
      return (
        day <= month.daysInMonth && Math.abs(offered.until(month.toPlainDate({ day })).days) <= DAYS_NEARBY
      )
    })
  })

interface Surroundings {
  all: Choice[]
  /** The options that every other reference fits. */
  rest: Choice[]
  /** Nothing but politeness and this reference: the answer that our text asks for. */
  isPlain: boolean
}

/** Why one reference alone already makes the text unclear, or null. */
function fault(
  reference: Reference,
  found: Choice[],
  { all, rest, isPlain }: Surroundings,
): UnclearReason | null {
  if (reference.kind === 'number') {
    if (found.length === 0) return 'number_out_of_range'
    if (reference.isWordOne && !isPlain && all.length > 1) return 'number_not_a_choice'
    const isSure = reference.isMarked || isPlain
    return !isSure && isHourOfAnother(reference.value, found, rest) ? 'ambiguous_time' : null
  }
  if (reference.kind === 'clock' && reference.number !== undefined) {
    const asNumber = all.filter((choice) => choice.option.reply_number === reference.number)
    if (asNumber.some((choice) => !found.includes(choice))) return 'ambiguous_time'
  }
  if (reference.kind === 'ordinal') {
    if (found.length === 0) return 'number_out_of_range'
    // The first line or the first in time: "the first one" must be both.
    if (reference.value === 1 && !found.every(isEarliest)) return 'ambiguous_time'
    if (found.every((choice) => choice.position !== reference.value)) return null
    const onThatDay = all.filter((choice) => choice.day === reference.value)
    if (reference.mayBeDay && onThatDay.length === 0 && isDayNearby(reference.value, all))
      return 'ambiguous_time'
    const isAlsoDate = onThatDay.some((choice) => !found.includes(choice)) || onThatDay.length > 1
    if (!reference.isPositional && isAlsoDate) return 'ambiguous_time'
  }
  if (isSlashOfReplyNumbers(reference, all)) return 'several_options'
  if (found.length > 0) return null
  // "The later one" is one of ours: of more than two nobody knows which.
  if (reference.kind === 'position') return 'ambiguous_time'
  return reference.kind === 'provider' ? 'wants_other_provider' : 'wants_other_time'
}

const isNumberLike = (reference: Reference) =>
  reference.kind === 'number' || reference.kind === 'ordinal' || reference.kind === 'position'

/** "The later Lee one": of the two that the rest fits. */
function placedAmong(reference: Reference, rest: Choice[]): Choice[] | null {
  const isCompared = reference.kind === 'position' && ['earlier', 'later'].includes(reference.which)
  return isCompared && rest.length === 2 ? rest.filter((choice) => fits(choice, reference, rest)) : null
}

/** Everything but one detail fits an offered time: as likely a slip as a wish. */
function isNearMiss(found: readonly Choice[][], all: readonly Choice[]): boolean {
  return all.some((choice) => {
    const misses = found.filter((set) => !set.includes(choice)).length
    return misses === 1 && found.length - misses >= LEAST_AGREEING
  })
}
const LEAST_AGREEING = 2

const distinctNumbers = (references: readonly Reference[]) =>
  new Set(references.flatMap((reference) => (reference.kind === 'number' ? [reference.value] : []))).size

function severalOf(found: Choice[]): UnclearReason {
  return new Set(found.map((choice) => choice.offer)).size > 1 ? 'several_offers' : 'several_options'
}

/** The one option that every reference of the clauses fits, or why there is not exactly one. */
export function resolveChoice(clauses: readonly Clause[], all: Choice[]): Resolution {
  const references = clauses.flatMap((clause) => clause.references)
  const isPlain = clauses.every((clause) => clause.isPlain)
  if (distinctNumbers(references) > 1) return unclear('several_options')
  // "I prefer the morning" is a wish for other times as much as a choice.
  const isWish = references.every((reference) => reference.kind === 'daypart' && !reference.isOne)
  if (isWish && !isPlain) return unclear('wants_other_time')
  const hasContext = references.some((reference) => !isNumberLike(reference) && reference.kind !== 'clock')
  const found = references.map((reference) =>
    candidates(reference, all, { hasOthers: hasContext, hasDay: hasContext }),
  )
  for (const [index, reference] of references.entries()) {
    const rest = all.filter((choice) => found.every((set, other) => other === index || set.includes(choice)))
    found[index] = placedAmong(reference, rest) ?? found[index]!
    const reason = fault(reference, found[index]!, { all, rest, isPlain: isPlain && references.length === 1 })
    if (reason === 'wants_other_time' && isNearMiss(found, all)) return unclear('ambiguous_time')
    if (reason !== null) return unclear(reason)
  }
  const common = all.filter((choice) => found.every((set) => set.includes(choice)))
  if (common.length === 1) return { choice: common[0]! }
  if (common.length > 1) return unclear(severalOf(common))
  // "Wed at 9": the day of one option with the hour of another is as likely a slip as a wish.
  if (references.some(isNumberLike)) return unclear('contradiction')
  return unclear(
    references.some(({ kind }) => kind === 'clock' || kind === 'provider')
      ? 'ambiguous_time'
      : 'wants_other_time',
  )
}

/** The options that a refusing clause turns down: "1 and 2" each, "Tuesday at 10" together. */
export function refusedBy(clause: Clause, all: Choice[]): Choice[] {
  const sets = clause.references.map((reference) =>
    candidates(reference, all, { hasOthers: true, hasDay: clause.references.length > 1 }),
  )
  const isListOfNumbers = clause.references.every(isNumberLike)
  return all.filter((choice) =>
    isListOfNumbers ? sets.some((set) => set.includes(choice)) : sets.every((set) => set.includes(choice)),
  )
}
