import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'

/** What a visit that time off hits is read with. */
export const HIT_INCLUDE = {
  patient: true,
  service_type: true,
  provider: { select: { id: true, name: true } },
  conversation: { select: { id: true, external_id: true, phone_index: true, taken_over_by: true } },
} satisfies Prisma.AppointmentInclude

export type HitRow = Prisma.AppointmentGetPayload<{ include: typeof HIT_INCLUDE }>
/** A visit that a patient has to be told about. */
export type HitVisitRow = HitRow & { patient: NonNullable<HitRow['patient']> }

/** When a provider is away. */
export interface Away {
  provider_id: string
  starts_at: Date
  ends_at: Date
}

/** Visits and live holds of the provider in this time, earliest first. */
export function readHit(ctx: Ctx, away: Away): Promise<HitRow[]> {
  return store(ctx).appointment.findMany({
    where: {
      provider_id: away.provider_id,
      state: { in: ['held', 'booked', 'arrived'] },
      starts_at: { lt: away.ends_at },
      ends_at: { gt: away.starts_at },
      NOT: { state: 'held', held_until: { lte: nowDate(ctx) } },
    },
    orderBy: [{ starts_at: 'asc' }, { id: 'asc' }],
    include: HIT_INCLUDE,
  })
}

/** Why nothing has to change about a visit, in a clerk's words; null where something has to. */
export function staysBecause(
  row: Pick<HitRow, 'state' | 'starts_at' | 'patient'>,
  now: number,
): string | null {
  if (row.state === 'arrived') return 'The patient is here already'
  if (row.starts_at.getTime() <= now) return 'The visit has begun'
  return row.patient === null ? 'It stands for no patient' : null
}

/** The visits that cannot take place: booked, ahead, and somebody's. */
export const toBeMoved = (rows: readonly HitRow[], now: number): HitVisitRow[] =>
  rows.filter((row): row is HitVisitRow => row.state !== 'held' && staysBecause(row, now) === null)
