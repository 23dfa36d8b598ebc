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

const dateOnly = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

interface AvailabilityRow extends Omit<AvailabilityRule, 'from_date' | 'until_date'> {
  from_date: Date | null
  until_date: Date | null
}

/** A stored weekly window as the domain reads it; its dates are local calendar dates. */
export const availabilityRule = (row: AvailabilityRow): AvailabilityRule => ({
  weekday: row.weekday,
  start_local: row.start_local,
  end_local: row.end_local,
  from_date: dateOnly(row.from_date),
  until_date: dateOnly(row.until_date),
  time_zone: row.time_zone,
})

/**
 * The calendars of these providers over `range`, widened by a day on both sides so that buffers and whole local days are
 * in. Two queries, however many providers. Under the providers' lock it is the truth until the transaction ends.
 */
export async function loadCalendars(
  ctx: Ctx,
  providerIds: readonly string[],
  range: Interval,
): Promise<Map<string, Calendar>> {
  const wide = { start: range.start - DAY_MS, end: range.end + DAY_MS }
  const providers = await store(ctx).provider.findMany({
    where: { id: { in: [...providerIds] } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: {
      clinic: { select: { time_zone: true } },
      services: { select: { service_type_id: true } },
      availability: true,
      time_off: {
        where: {
          cancelled_at: null,
          starts_at: { lt: new Date(wide.end) },
          ends_at: { gt: new Date(wide.start) },
        },
      },
    },
  })
  const taken = Map.groupBy(await readTaken(ctx, providerIds, wide), (row) => row.provider_id)
  return new Map(
    providers.map((row) => [
      row.id,
      {
        provider_id: row.id,
        clinic_id: row.clinic_id,
        name: row.name,
        time_zone: row.clinic.time_zone,
        is_external: row.is_external,
        is_active: row.is_active,
        service_type_ids: row.services.map((service) => service.service_type_id),
        availability: row.availability.map(availabilityRule),
        time_off: row.time_off.map((off) => ({ start: off.starts_at.getTime(), end: off.ends_at.getTime() })),
        busy: (taken.get(row.id) ?? []).map(takenTime),
      },
    ]),
  )
}
