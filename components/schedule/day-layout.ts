import { addDays, weekdayOf } from '#lib/api/local-day.ts'
import { readZonedTime, toZonedLocal } from '#lib/api/zoned-time.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'

const DAY_MINUTES = 1_440
const HOUR_MINUTES = 60
const MINUTE_MS = 60_000
/** What a day shows at least, so that an empty one still looks like a day. */
const DEFAULT_AXIS: Block = { from: 9 * HOUR_MINUTES, until: 17 * HOUR_MINUTES }

/** A piece of a day in minutes of the wall clock since midnight; `until` is excluded. */
export interface Block {
  from: number
  until: number
}

interface Times {
  starts_at: string
  ends_at: string
}

/**
 * Where a time lies on a day of a zone's wall clock, cut at midnight; undefined when it lies outside. On the night that
 * clocks go back the length counts, because the wall clock alone would run backwards.
 */
export function blockOn(day: string, { starts_at, ends_at }: Times, zone: string): Block | undefined {
  const from = minutesOn(day, starts_at, zone)
  const until = minutesOn(day, ends_at, zone)
  if (from >= DAY_MINUTES || until <= 0) return undefined
  const length = (Date.parse(ends_at) - Date.parse(starts_at)) / MINUTE_MS
  return { from, until: until > from ? until : Math.min(from + length, DAY_MINUTES) }
}

/** Minutes since midnight on the wall clock; 0 for earlier days and 1440 for later ones. */
export function minutesOn(day: string, instant: string | number, zone: string): number {
  const local = toZonedLocal(instant, zone)
  if (local.slice(0, 10) < day) return 0
  if (local.slice(0, 10) > day) return DAY_MINUTES
  return Number(local.slice(11, 13)) * HOUR_MINUTES + Number(local.slice(14, 16))
}

/** When a provider works on a day, in order and without overlaps. A date with hours of its own has only those. */
export function openBlocks(
  { availability, exceptions }: Pick<ProviderView, 'availability' | 'exceptions'>,
  day: string,
  zone: string,
): Block[] {
  const exception = exceptions.find(({ date }) => date === day)
  const windows =
    exception === undefined
      ? availability.filter((rule) => appliesOn(rule, day))
      : exception.windows.map((window) => ({ ...window, time_zone: exception.time_zone }))
  const blocks = windows
    .map((rule) =>
      blockOn(
        day,
        {
          starts_at: wallInstant(day, rule.start_local, rule.time_zone),
          ends_at: wallInstant(day, rule.end_local, rule.time_zone),
        },
        zone,
      ),
    )
    .filter((block) => block !== undefined)
  return mergeBlocks(blocks)
}

/** Whether a weekly window holds on a day: its weekday, from its first date to its last. */
export const appliesOn = (
  rule: Pick<ProviderView['availability'][number], 'weekday' | 'from_date' | 'until_date'>,
  day: string,
) =>
  rule.weekday === weekdayOf(day) &&
  (rule.from_date === null || rule.from_date <= day) &&
  (rule.until_date === null || rule.until_date >= day)

/** The instant of a wall-clock time; an hour that clocks skip counts as the one after it. */
function wallInstant(day: string, local: string, zone: string): string {
  if (local === '24:00') return wallInstant(addDays(day, 1), '00:00', zone)
  const read = readZonedTime(`${day}T${local}`, zone)
  if (read.kind === 'one') return read.instant
  if (read.kind === 'two') return read.first
  const [hours = '0', minutes = '00'] = local.split(':')
  return wallInstant(day, `${String(Number(hours) + 1).padStart(2, '0')}:${minutes}`, zone)
}

export function mergeBlocks(blocks: readonly Block[]): Block[] {
  const merged: Block[] = []
  for (const block of [...blocks].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && block.from <= last.until) last.until = Math.max(last.until, block.until)
    else merged.push({ ...block })
  }
  return merged
}

/** What of the axis is not open. */
export function closedBlocks(open: readonly Block[], axis: Block): Block[] {
  const closed: Block[] = []
  let at = axis.from
  for (const block of open) {
    if (block.from > at) closed.push({ from: at, until: Math.min(block.from, axis.until) })
    at = Math.max(at, block.until)
  }
  if (at < axis.until) closed.push({ from: at, until: axis.until })
  return closed.filter((block) => block.until > block.from)
}

/** The whole hours that hold everything on the day. */
export function axisOf(blocks: readonly Block[]): Block {
  const from = Math.min(DEFAULT_AXIS.from, ...blocks.map((block) => block.from))
  const until = Math.max(DEFAULT_AXIS.until, ...blocks.map((block) => block.until))
  return {
    from: Math.floor(from / HOUR_MINUTES) * HOUR_MINUTES,
    until: Math.ceil(until / HOUR_MINUTES) * HOUR_MINUTES,
  }
}

export interface Lane {
  lane: number
  lanes: number
}

/** Puts what overlaps side by side: the lane of each block and how many lanes its group has, in the order given. */
export function lanesOf(blocks: readonly Block[]): Lane[] {
  const order = blocks.map((_, index) => index).sort((a, b) => startOf(blocks, a) - startOf(blocks, b))
  const result: Lane[] = blocks.map(() => ({ lane: 0, lanes: 1 }))
  let group: number[] = []
  let laneEnds: number[] = []
  const close = () => {
    for (const index of group) result[index] = { lane: result[index]?.lane ?? 0, lanes: laneEnds.length }
    group = []
    laneEnds = []
  }
  for (const index of order) {
    const block = blocks[index]
    if (block === undefined) continue
    if (laneEnds.every((end) => end <= block.from)) close()
    const free = laneEnds.findIndex((end) => end <= block.from)
    const lane = free === -1 ? laneEnds.length : free
    laneEnds[lane] = block.until
    result[index] = { lane, lanes: 1 }
    group.push(index)
  }
  close()
  return result
}

const startOf = (blocks: readonly Block[], index: number) => blocks[index]?.from ?? 0
