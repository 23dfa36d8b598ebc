import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Interval } from '#lib/domain/scheduling/interval.ts'
import type { BusyTime, ProviderSchedule } from '#lib/domain/scheduling/slots.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'

/** Visits and buffers are shorter than this, so an index on `starts_at` finds all that reach into a range. */
const LONGEST_BLOCK_MS = DAY_MS

/** What an appointment or a live hold takes of a provider's time. */
export interface TakenTime extends BusyTime {
  kind: 'booking' | 'hold'
  appointment_id: string
  starts_at: number
  ends_at: number
  patient_id: string | null
  conversation_id: string | null
}

/** One provider's hours, time off and blocked time over a range, epoch ms: all that a search needs. */
interface SearchCalendar extends ProviderSchedule {
  clinic_id: string
  name: string
  is_external: boolean
  is_active: boolean
  /** The outside agent that keeps the schedule; its hours are not known here. */
  agent_id: string | null
  service_type_ids: readonly string[]
}

/** Named by an agent, or kept by one: the hours are not known here, so being outside of them is no reason against a time. */
export const hasNoHours = (calendar: Pick<SearchCalendar, 'is_external' | 'agent_id'>): boolean =>
  calendar.is_external || calendar.agent_id !== null

/** The same with who and what blocks the time. */
export interface Calendar extends SearchCalendar {
  busy: TakenTime[]
}

/**
 * A hold `a` whose time is over in the domain clock. It is not over while its phone has a text that came in time and
 * that nobody has read: an offer with an unread inbound text is not expired.
 */
export const isLapsedHold = (now: Date) => Prisma.sql`(
  a.state = 'held' AND a.held_until <= ${now}::timestamptz AND NOT EXISTS (
    SELECT 1 FROM conversation c JOIN sms_message m ON m.phone_index = c.phone_index
    WHERE c.id = a.conversation_id AND m.direction = 'inbound' AND m.interpreted_at IS NULL
      AND m.received_at <= a.held_until))`

/** An instant as epoch milliseconds. */
const ms = (column: string) => Prisma.raw(`(date_part('epoch', ${column}) * 1000)::bigint`)

/** One JSON array each, in this order: rows or objects would cost several times the search itself. */
type TakenTuple = [
  appointment_id: string,
  is_hold: boolean,
  start: number,
  end: number,
  starts_at: number,
  ends_at: number,
  patient_id: string | null,
  conversation_id: string | null,
]

/** The appointments and live holds `a` that block time of provider `p` in the range. */
const blocking = (range: Interval, now: Date) => Prisma.sql`
  FROM appointment a
  WHERE a.provider_id = p.id AND a.state IN ('held', 'booked', 'arrived')
    AND a.starts_at > ${new Date(range.start - LONGEST_BLOCK_MS)}::timestamptz
    AND a.starts_at < ${new Date(range.end + LONGEST_BLOCK_MS)}::timestamptz
    AND a.blocked_until > ${new Date(range.start)}::timestamptz
    AND a.blocked_from < ${new Date(range.end)}::timestamptz
    AND NOT ${isLapsedHold(now)}`

const TAKEN = Prisma.sql`
  SELECT json_agg(json_build_array(a.id, a.state = 'held', ${ms('a.blocked_from')}, ${ms('a.blocked_until')},
    ${ms('a.starts_at')}, ${ms('a.ends_at')}, a.patient_id, a.conversation_id))`

const takenTime = (tuple: TakenTuple): TakenTime => {
  const [appointment_id, isHold, start, end, starts_at, ends_at, patient_id, conversation_id] = tuple
  const kind = isHold ? 'hold' : 'booking'
  return { start, end, kind, appointment_id, starts_at, ends_at, patient_id, conversation_id }
}

const timeOff = (range: Interval) => Prisma.sql`
  SELECT json_agg(json_build_object('start', ${ms('o.starts_at')}, 'end', ${ms('o.ends_at')}))
  FROM time_off o
  WHERE o.provider_id = p.id AND o.cancelled_at IS NULL
    AND o.starts_at < ${new Date(range.end)}::timestamptz AND o.ends_at > ${new Date(range.start)}::timestamptz`

/** Weekly windows, and the exceptions of single dates; one without times closes its day. */
const hours = Prisma.sql`
  SELECT json_agg(json_build_object('weekday', w.weekday, 'start_local', w.start_local, 'end_local', w.end_local,
    'from_date', w.from_date, 'until_date', w.until_date, 'time_zone', w.time_zone, 'is_exception', w.is_exception))
  FROM (
    SELECT weekday::int, start_local, end_local, from_date, until_date, time_zone, false AS is_exception
    FROM availability WHERE provider_id = p.id
    UNION ALL
    SELECT extract(isodow FROM date)::int, COALESCE(start_local, '00:00'), COALESCE(end_local, '00:00'), date, date,
      time_zone, true
    FROM availability_exception WHERE provider_id = p.id) w`

/** Everything but the blocked time, which `busy` selects for provider `p`. */
const selectCalendars = (providerIds: readonly string[], range: Interval, busy: Prisma.Sql) => Prisma.sql`
  SELECT p.id AS provider_id, p.clinic_id, p.name, p.is_external, p.is_active, p.agent_id,
    c.time_zone,
    ARRAY(SELECT s.service_type_id::text FROM provider_service_type s WHERE s.provider_id = p.id) AS service_type_ids,
    COALESCE((${hours}), '[]') AS availability,
    COALESCE((${timeOff(range)}), '[]') AS time_off,
    (${busy}) AS busy
  FROM provider p JOIN clinic c ON c.id = p.clinic_id
  WHERE p.id = ANY(${providerIds}::uuid[])
  ORDER BY p.name, p.id`

/** A day more on both sides, so that buffers and whole local days are in. */
const widened = (range: Interval) => ({ start: range.start - DAY_MS, end: range.end + DAY_MS })

const byProvider = <C extends SearchCalendar>(calendars: C[]) =>
  new Map(calendars.map((calendar) => [calendar.provider_id, calendar]))

/**
 * The calendars of these providers over `range`, widened by a day on both sides. One statement, because it runs under
 * the providers' lock, where it is the truth until the transaction ends.
 */
export async function loadCalendars(
  ctx: Ctx,
  providerIds: readonly string[],
  range: Interval,
): Promise<Map<string, Calendar>> {
  const wide = widened(range)
  const taken = Prisma.sql`${TAKEN} ${blocking(wide, nowDate(ctx))}`
  const rows = await store(ctx).$queryRaw<(Omit<Calendar, 'busy'> & { busy: TakenTuple[] | null })[]>(
    selectCalendars(providerIds, wide, taken),
  )
  return byProvider(
    rows.map((row) => ({
      ...row,
      busy: (row.busy ?? []).map(takenTime).sort((a, b) => a.start - b.start),
    })),
  )
}

/** All starts, then all ends, as the aggregates saw the rows: a month of fifty providers has twenty thousand of them. */
const BLOCKED = Prisma.sql`
  SELECT array_agg(date_part('epoch', a.blocked_from)) || array_agg(date_part('epoch', a.blocked_until))`

const SECOND_MS = 1_000

function blockedTimes(seconds: readonly number[]): Interval[] {
  const edges = seconds.map((each) => Math.round(each * SECOND_MS))
  const count = edges.length / 2
  return edges.slice(0, count).map((start, index) => ({ start, end: edges[count + index] ?? start }))
}

/** The calendars as a search needs them: when time is blocked, not by whom. */
export async function loadSearchCalendars(
  ctx: Ctx,
  providerIds: readonly string[],
  range: Interval,
): Promise<Map<string, SearchCalendar>> {
  const wide = widened(range)
  const blocked = Prisma.sql`${BLOCKED} ${blocking(wide, nowDate(ctx))}`
  const rows = await store(ctx).$queryRaw<(Omit<SearchCalendar, 'busy'> & { busy: number[] | null })[]>(
    selectCalendars(providerIds, wide, blocked),
  )
  return byProvider(rows.map((row) => ({ ...row, busy: blockedTimes(row.busy ?? []) })))
}
