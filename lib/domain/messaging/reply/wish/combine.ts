import type { TimeOfDay } from '../../../scheduling/ranking.ts'
import { ANY_TIME, MAX_DAY_PARTS, type TimeWish } from '../../../scheduling/time-wish.ts'
import type { Constraint } from './constraint.ts'
import { datesOf } from './days.ts'
import type { SaidSpan } from './scan.ts'

/** What relative words are measured against: the times that were offered or booked, local to the clinic. */
export interface Anchor {
  starts: readonly { at: number; date: string; clock: string }[]
  provider_ids: readonly string[]
}

/** A week that is refused is seven days. */
const MAX_REFUSED_DATES = 31

const later = (one: string | null, other: string | undefined) =>
  one === null || (other ?? '') > one ? (other ?? one) : one
const earlier = (one: string | null, other: string | undefined) =>
  one === null || (other !== undefined && other < one) ? (other ?? one) : one

type Lists = 'dates' | 'weekdays' | 'times_of_day' | 'provider_ids'

class Combiner {
  readonly wish: TimeWish = structuredClone(ANY_TIME)
  readonly #anchor: Anchor
  /** The statement in which each kind was said; said again elsewhere, nobody knows which holds. */
  readonly #groups = new Map<string, number>()
  #refusesClock = false
  readonly #shifts: Extract<Constraint, { type: 'shift' }>[] = []

  constructor(anchor: Anchor) {
    this.#anchor = anchor
  }

  #isSecondStatement(kind: string, group: number): boolean {
    const first = this.#groups.get(kind)
    this.#groups.set(kind, group)
    return first !== undefined && first !== group
  }

  #add<K extends Lists>(list: K, values: TimeWish[K], isWanted: boolean): boolean {
    const key = isWanted ? list : (`not_${list}` as const)
    const target = this.wish[key] as unknown[]
    for (const value of values) if (!target.includes(value)) target.push(value)
    return true
  }

  #range(from: string | undefined, until: string | undefined, isWanted: boolean): boolean {
    if (!isWanted) {
      const dates = from !== undefined && until !== undefined ? datesOf(from, until, MAX_REFUSED_DATES) : null
      return dates !== null && this.#add('dates', dates, false)
    }
    // "This week, before Thanksgiving": both hold.
    const [begins, ends] = [later(this.wish.from_date, from), earlier(this.wish.until_date, until)]
    if (begins !== null && ends !== null && begins > ends) return false
    this.wish.from_date = begins
    this.wish.until_date = ends
    return true
  }

  #clock(from: string | undefined, until: string | undefined): boolean {
    if ((from && this.wish.clock_from !== null) || (until && this.wish.clock_until !== null)) return false
    if (from) this.wish.clock_from = from
    if (until) this.wish.clock_until = until
    return true
  }

  /** "Noon, not 10:15": beside an hour that is wanted the other one says nothing new. */
  #refusedClock(): boolean {
    this.#refusesClock = true
    return true
  }

  #sameDay(isWanted: boolean): boolean {
    const dates = [...new Set(this.#anchor.starts.map(({ date }) => date))]
    return dates.length === 1 && this.#add('dates', dates, isWanted)
  }

  take(constraint: Constraint, { isWanted, group }: SaidSpan): boolean {
    if (isWanted && this.#isSecondStatement(constraint.type, group)) return false
    switch (constraint.type) {
      case 'weekdays':
        return this.#add('weekdays', constraint.days, isWanted)
      case 'dates':
        return this.#add('dates', constraint.dates, isWanted)
      case 'parts':
        return this.#add('times_of_day', constraint.parts as TimeOfDay[], isWanted)
      case 'providers':
        return constraint.ids.length > 0 && this.#add('provider_ids', constraint.ids, isWanted)
      case 'other_provider':
        return isWanted && this.#add('provider_ids', [...this.#anchor.provider_ids], false)
      case 'range':
        return this.#range(constraint.from, constraint.until, isWanted)
      case 'clock':
        return isWanted ? this.#clock(constraint.from, constraint.until) : this.#refusedClock()
      case 'same_day':
        return this.#sameDay(isWanted)
      case 'shift':
        this.#shifts.push(constraint)
        return isWanted && this.#shifts.length === 1
    }
  }

  /** "Earlier" and "later", once the days are known: on a named day they are about the hour. */
  #shift(): boolean {
    const [shift] = this.#shifts
    if (shift === undefined) return true
    const isOnDay = this.wish.dates.length > 0 || this.wish.weekdays.length > 0
    const onDay = this.#anchor.starts.filter(({ date }) => this.wish.dates.includes(date))
    const starts = onDay.length > 0 ? onDay : this.#anchor.starts
    if (starts.length === 0) return false
    const first = starts.reduce((a, b) => (b.at < a.at ? b : a))
    const last = starts.reduce((a, b) => (b.at > a.at ? b : a))
    const isEarlier = shift.to === 'earlier'
    if (shift.of === 'hour' || (shift.of === 'time' && isOnDay && onDay.length === 0)) {
      const clocks = starts.map(({ clock }) => clock).sort()
      return isEarlier
        ? this.#clock(undefined, minuteOff(clocks[0]!, -1))
        : this.#clock(minuteOff(clocks.at(-1)!, 1), undefined)
    }
    if (isEarlier) this.wish.starts_before = new Date(first.at).toISOString()
    else this.wish.starts_after = new Date(last.at).toISOString()
    return true
  }

  finish(): TimeWish | null {
    if (!this.#shift()) return null
    if (this.#refusesClock && this.wish.clock_from === null && this.wish.clock_until === null) return null
    const { dates, weekdays, times_of_day } = this.wish
    // "Tuesday, Thursday, morning or afternoon": nobody knows which part belongs to which day.
    if (dates.length + weekdays.length > 1 && times_of_day.length > 1) return null
    // "Tuesday the 2nd" that is a Wednesday.
    const isDay = (date: string) => weekdays.includes(Temporal.PlainDate.from(date).dayOfWeek)
    if (dates.length > 0 && weekdays.length > 0 && !dates.some(isDay)) return null
    return this.wish
  }
}

const LAST_MINUTE = 24 * 60 - 1

function minuteOff(clock: string, by: number): string {
  const minutes = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) + by
  const bounded = Math.min(Math.max(minutes, 0), LAST_MINUTE)
  return `${String(Math.floor(bounded / 60)).padStart(2, '0')}:${String(bounded % 60).padStart(2, '0')}`
}

type DayPart = NonNullable<TimeWish['day_parts']>[number]

/**
 * "Tuesday morning or Thursday afternoon": days that each have a part of the day of their own, in one order throughout. Null:
 * the days and parts do not stand so.
 */
function pairsOf(spans: readonly SaidSpan[]): DayPart[] | null {
  const wanted = spans.filter(({ isWanted }) => isWanted).flatMap(({ constraints }) => constraints)
  const said = wanted.filter(({ type }) => PAIRED.has(type))
  const order = said.map(({ type }) => (type === 'parts' ? 'P' : 'D')).join('')
  if (!/^(?:(?:D+P+){2,}|(?:P+D+){2,})$/.test(order)) return null
  const pairs: DayPart[] = []
  for (const [index, constraint] of said.entries()) {
    if (index === 0 || (order[index] === order[0] && order[index - 1] !== order[0]))
      pairs.push({ dates: [], weekdays: [], times_of_day: [] })
    const pair = pairs.at(-1)!
    if (constraint.type === 'weekdays') pair.weekdays.push(...constraint.days)
    if (constraint.type === 'dates') pair.dates.push(...constraint.dates)
    if (constraint.type === 'parts') pair.times_of_day.push(...(constraint.parts as TimeOfDay[]))
  }
  return pairs.length > MAX_DAY_PARTS ? null : pairs
}

const PAIRED: ReadonlySet<Constraint['type']> = new Set<Constraint['type']>(['weekdays', 'dates', 'parts'])

/** All that a text says in one wish, or null where its parts do not go together for sure. */
export function combineWish(spans: readonly SaidSpan[], anchor: Anchor): TimeWish | null {
  const combiner = new Combiner(anchor)
  const pairs = pairsOf(spans)
  if (pairs === null && spans.some(({ isPaired }) => isPaired)) return null
  for (const span of spans) {
    for (const constraint of span.constraints) {
      const isTaken = pairs !== null && span.isWanted && PAIRED.has(constraint.type)
      if (!isTaken && !combiner.take(constraint, span)) return null
    }
  }
  const wish = combiner.finish()
  return wish === null || pairs === null ? wish : { ...wish, day_parts: pairs }
}
