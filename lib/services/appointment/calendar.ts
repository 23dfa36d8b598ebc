import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { AvailabilityRule } from '#lib/domain/scheduling/availability.ts'
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

/** One provider's hours, time off and taken time over a range, epoch ms. */
export interface Calendar extends ProviderSchedule {
  clinic_id: string
  name: string
  is_external: boolean
  is_active: boolean
  service_type_ids: readonly string[]
  time_off: Interval[]
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

interface TakenRow {
  id: string
  provider_id: string
  is_hold: boolean
  starts_at: Date
  ends_at: Date
  blocked_from: Date
  blocked_until: Date
  patient_id: string | null
  conversation_id: string | null
}

function readTaken(ctx: Ctx, providerIds: readonly string[], range: Interval): Promise<TakenRow[]> {
  const from = new Date(range.start)
  const until = new Date(range.end)
  return store(ctx).$queryRaw<TakenRow[]>`
    SELECT a.id, a.provider_id, a.state = 'held' AS is_hold, a.starts_at, a.ends_at, a.blocked_from, a.blocked_until,
      a.patient_id, a.conversation_id
    FROM appointment a
    WHERE a.provider_id = ANY(${providerIds}::uuid[]) AND a.state IN ('held', 'booked', 'arrived')
      AND a.starts_at > ${new Date(range.start - LONGEST_BLOCK_MS)}::timestamptz
      AND a.starts_at < ${new Date(range.end + LONGEST_BLOCK_MS)}::timestamptz
      AND a.blocked_until > ${from}::timestamptz AND a.blocked_from < ${until}::timestamptz
      AND NOT ${isLapsedHold(nowDate(ctx))}
    ORDER BY a.blocked_from`
}

const takenTime = (row: TakenRow): TakenTime => ({
  start: row.blocked_from.getTime(),
  end: row.blocked_until.getTime(),
  kind: row.is_hold ? 'hold' : 'booking',
  appointment_id: row.id,
  starts_at: row.starts_at.getTime(),
  ends_at: row.ends_at.getTime(),
  patient_id: row.patient_id,
  conversation_id: row.conversation_id,
})

interface ProviderRow {
  id: string
  clinic_id: string
  name: string
  is_external: boolean
  is_active: boolean
  time_zone: string
  service_type_ids: string[]
  availability: AvailabilityRule[]
  time_off: Interval[]
}

/** One statement, because this runs under the provider's lock; `include` would take five. */
function readProviders(ctx: Ctx, providerIds: readonly string[], range: Interval): Promise<ProviderRow[]> {
  return store(ctx).$queryRaw<ProviderRow[]>`
    SELECT p.id, p.clinic_id, p.name, p.is_external, p.is_active, c.time_zone,
      ARRAY(SELECT s.service_type_id::text FROM provider_service_type s WHERE s.provider_id = p.id) AS service_type_ids,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('weekday', w.weekday, 'start_local', w.start_local, 'end_local', w.end_local,
          'from_date', w.from_date, 'until_date', w.until_date, 'time_zone', w.time_zone))
        FROM availability w WHERE w.provider_id = p.id), '[]') AS availability,
      COALESCE((
        SELECT jsonb_agg(jsonb_build_object('start', extract(epoch FROM o.starts_at) * 1000,
          'end', extract(epoch FROM o.ends_at) * 1000))
        FROM time_off o
        WHERE o.provider_id = p.id AND o.cancelled_at IS NULL
          AND o.starts_at < ${new Date(range.end)}::timestamptz AND o.ends_at > ${new Date(range.start)}::timestamptz
      ), '[]') AS time_off
    FROM provider p JOIN clinic c ON c.id = p.clinic_id
    WHERE p.id = ANY(${providerIds}::uuid[])
    ORDER BY p.name, p.id`
}

/**
 * The calendars of these providers over `range`, widened by a day on both sides so that buffers and whole local days are
 * in. Two statements, however many providers. Under the providers' lock it is the truth until the transaction ends.
 */
export async function loadCalendars(
  ctx: Ctx,
  providerIds: readonly string[],
  range: Interval,
): Promise<Map<string, Calendar>> {
  const wide = { start: range.start - DAY_MS, end: range.end + DAY_MS }
  const providers = await readProviders(ctx, providerIds, wide)
  const taken = Map.groupBy(await readTaken(ctx, providerIds, wide), (row) => row.provider_id)
  return new Map(
    providers.map(({ id, ...row }) => [
      id,
      { ...row, provider_id: id, busy: (taken.get(id) ?? []).map(takenTime) },
    ]),
  )
}
