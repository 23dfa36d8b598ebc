/**
 * The slow, independent reading of availability that tests compare with: walk UTC minute by minute and ask Intl (ICU) for
 * the wall clock, where the product uses Temporal and arithmetic. No product code imports this.
 */
import { type AvailabilityRule, expandAvailability } from './availability.ts'
import type { Interval } from './interval.ts'
import { DAY_MINUTES, HOUR_MS, MINUTE_MS } from './units.ts'

export const SWEPT_ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Santiago',
  'America/St_Johns',
  'Europe/London',
  'Europe/Lisbon',
  'Africa/Casablanca',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
] as const

const SWEEP_START = '2026-01-01T00:00Z'
const SWEEP_END_MS = Date.UTC(2029, 0, 1)
const HALF_WALK_MS = 36 * HOUR_MS
/** Clocks change at night: the edges are half-hourly there, hourly in the day. */
const DAY_EDGES = { from: 6 * 60, until: 21 * 60, step: 60 }
const NIGHT_STEP_MINUTES = 30
/** Edges just beside the hours at which clocks change, and off the half-hour grid. */
const ODD_EDGES = [1, 59, 61, 75, 119, 121, 149, 151, 165, 179, 181, 225, 1_379, 1_381, 1_425, 1_439]
/** Ordinary days, for zones that keep one offset. */
const ORDINARY_DAYS = ['2026-03-29T12:00Z', '2027-10-31T12:00Z', '2028-02-29T12:00Z']
/** Changes at midnight, at 00:01, by a whole day, and negative daylight saving of earlier years. */
export const HISTORIC_CHANGES: readonly [zone: string, instant: string][] = [
  ['Asia/Tehran', '2022-03-21T20:30Z'],
  ['Asia/Tehran', '2022-09-21T19:30Z'],
  ['America/St_Johns', '2010-03-14T03:31Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['Africa/Casablanca', '2025-02-23T02:00Z'],
  ['Africa/Casablanca', '2025-04-06T02:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
]

interface WallMinute {
  instant: number
  date: string
  minute: number
}

/** The wall clock of a zone at each UTC minute of a range, by Intl. */
export function walkWallClock(timeZone: string, range: Interval): WallMinute[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const walk: WallMinute[] = []
  for (let instant = range.start; instant < range.end; instant += MINUTE_MS) {
    const [date = '', clock = ''] = format.format(instant).split(', ')
    walk.push({ instant, date, minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) })
  }
  return walk
}

/** Every offset change of a zone from 2026 to 2028, or ordinary days where there is none. */
export function daysToSweep(timeZone: string): number[] {
  const changes: number[] = []
  let at = Temporal.Instant.from(SWEEP_START).toZonedDateTimeISO(timeZone).getTimeZoneTransition('next')
  while (at !== null && at.epochMilliseconds < SWEEP_END_MS) {
    changes.push(at.epochMilliseconds)
    at = at.getTimeZoneTransition('next')
  }
  return changes.length > 0
    ? changes
    : ORDINARY_DAYS.map((day) => Temporal.Instant.from(day).epochMilliseconds)
}

/** The runs of minutes whose wall clock is in [start, end), as intervals. */
function expectedWindows(minutes: readonly WallMinute[], start: number, end: number): Interval[] {
  const runs: Interval[] = []
  let last: Interval | undefined
  for (const { instant, minute } of minutes) {
    if (minute < start || minute >= end) continue
    if (last?.end === instant) last.end += MINUTE_MS
    else {
      last = { start: instant, end: instant + MINUTE_MS }
      runs.push(last)
    }
  }
  return runs
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const isSame = (a: readonly Interval[], b: readonly Interval[]) =>
  a.length === b.length && a.every((each, i) => each.start === b[i]!.start && each.end === b[i]!.end)

function windowEdges(): number[] {
  const edges = new Set(ODD_EDGES)
  for (let minute = 0; minute <= DAY_MINUTES; minute += NIGHT_STEP_MINUTES) {
    const isDay = minute > DAY_EDGES.from && minute < DAY_EDGES.until
    if (!isDay || minute % DAY_EDGES.step === 0) edges.add(minute)
  }
  return [...edges].sort((a, b) => a - b)
}

/** Compares every window between the edges on the local dates around one instant; returns the windows that differ. */
export function sweepChange(timeZone: string, change: number): { windows: number; wrong: string[] } {
  const range = { start: change - HALF_WALK_MS, end: change + HALF_WALK_MS }
  const walk = walkWallClock(timeZone, range)
  const edges = windowEdges()
  const around = walk.filter(({ instant }) => Math.abs(instant + MINUTE_MS / 2 - change) < MINUTE_MS)
  const wrong: string[] = []
  let windows = 0
  for (const date of new Set(around.map((each) => each.date))) {
    const minutes = walk.filter((each) => each.date === date)
    const weekday = Temporal.PlainDate.from(date).dayOfWeek
    for (const start of edges) {
      for (const end of edges) {
        if (end <= start) continue
        windows++
        const rule: AvailabilityRule = {
          weekday,
          start_local: clock(start),
          end_local: clock(end),
          from_date: null,
          until_date: null,
          time_zone: timeZone,
        }
        if (!isSame(expandAvailability([rule], range), expectedWindows(minutes, start, end))) {
          wrong.push(`${timeZone} ${date} ${clock(start)}-${clock(end)}`)
        }
      }
    }
  }
  return { windows, wrong }
}

export interface SweepResult {
  serverTimeZone: string
  changes: number
  windows: number
  wrong: string[]
}

/** The whole sweep, under whatever time zone the process has. */
export function sweepAll(): SweepResult {
  const total: SweepResult = {
    serverTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    changes: 0,
    windows: 0,
    wrong: [],
  }
  const cases = SWEPT_ZONES.flatMap((zone) =>
    daysToSweep(zone).map((change): [string, number] => [zone, change]),
  )
  const historic = HISTORIC_CHANGES.map(([zone, at]): [string, number] => [
    zone,
    Temporal.Instant.from(at).epochMilliseconds,
  ])
  for (const [zone, change] of [...cases, ...historic]) {
    const { windows, wrong } = sweepChange(zone, change)
    total.changes++
    total.windows += windows
    total.wrong.push(...wrong)
  }
  return total
}
