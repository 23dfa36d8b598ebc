import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { WHY_NOT } from '#lib/domain/waiting-list/fit.ts'
import { type WaitingListEntryView, waitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import { wishWords } from '#lib/domain/waiting-list/words.ts'
import { wishesOf } from '../opening/candidates.ts'
import { optedOutPhones } from '../patient/list.ts'
import { patientName } from '../patient/view.ts'

/** What an entry is read with. */
export const ENTRY_INCLUDE = {
  patient: true,
  clinic: { select: { time_zone: true } },
  service_type: { select: { id: true, name: true, is_active: true, backfill_enabled: true } },
  provider: { select: { id: true, name: true } },
  appointment: {
    select: { id: true, state: true, starts_at: true, provider: { select: { id: true, name: true } } },
  },
} satisfies Prisma.WaitingListEntryInclude
export type EntryRow = Prisma.WaitingListEntryGetPayload<{ include: typeof ENTRY_INCLUDE }>

/** What stands against each entry, besides what its own row says. */
interface Against {
  optedOut: ReadonlySet<string>
  /** `patient service` of those who have a coming visit of that service. */
  haveVisit: ReadonlySet<string>
}

async function readAgainst(ctx: Ctx, rows: readonly EntryRow[]): Promise<Against> {
  const visits = await store(ctx).appointment.findMany({
    where: {
      patient_id: { in: rows.map((row) => row.patient_id) },
      state: 'booked',
      starts_at: { gt: nowDate(ctx) },
    },
    select: { patient_id: true, service_type_id: true },
  })
  return {
    optedOut: await optedOutPhones(
      ctx,
      rows.map((row) => row.patient.phone_index),
    ),
    haveVisit: new Set(visits.map((visit) => `${visit.patient_id} ${visit.service_type_id}`)),
  }
}

/** Why this patient is offered nothing whatever frees, in a clerk's words; null while they may be. */
function blockedReason(ctx: Ctx, row: EntryRow, against: Against): string | null {
  const { appointment, service_type, until_date } = row
  if (row.state !== 'waiting') return null
  if (!service_type.is_active) return 'This service is not offered any more'
  if (!service_type.backfill_enabled) return 'Freed times of this service are offered to nobody'
  if (against.optedOut.has(row.patient.phone_index)) return WHY_NOT.opted_out
  if (appointment && (appointment.state !== 'booked' || appointment.starts_at.getTime() <= ctx.now()))
    return WHY_NOT.visit_not_booked
  if (!appointment && against.haveVisit.has(`${row.patient_id} ${service_type.id}`)) return WHY_NOT.has_visit
  const today = localDateOf(ctx.now(), row.clinic.time_zone)
  const last = until_date?.toISOString().slice(0, 10)
  return last !== undefined && last < today ? 'The last date that suits is past' : null
}

const source = waitingListEntryView.shape.source

/** Entries as the wire shows them. */
export async function entryViews(ctx: Ctx, rows: readonly EntryRow[]): Promise<WaitingListEntryView[]> {
  const against = await readAgainst(ctx, rows)
  return rows.map((row) => {
    const isOptedOut = against.optedOut.has(row.patient.phone_index)
    const { provider_id: _provider, ...wishes } = wishesOf(row)
    return {
      id: row.id,
      clinic_id: row.clinic_id,
      patient: { id: row.patient.id, name: patientName(ctx, row.patient), is_opted_out: isOptedOut },
      service_type: { id: row.service_type.id, name: row.service_type.name },
      provider: row.provider,
      visit: row.appointment && {
        id: row.appointment.id,
        starts_at: row.appointment.starts_at.toISOString(),
        provider: row.appointment.provider,
      },
      state: row.state,
      ...wishes,
      weekdays: [...wishes.weekdays],
      times_of_day: [...wishes.times_of_day],
      wishes_label: wishWords(wishes),
      source: source.parse(row.source),
      created_by: row.created_by,
      created_at: row.created_at.toISOString(),
      last_offered_at: row.last_offered_at?.toISOString() ?? null,
      ended_at: row.ended_at?.toISOString() ?? null,
      version: row.version,
      blocked: blockedReason(ctx, row, against),
    }
  })
}

/** One entry, read back after a change of it. */
export async function readEntry(ctx: Ctx & { tx: NonNullable<Ctx['tx']> }, id: string) {
  const row = await ctx.tx.waitingListEntry.findUniqueOrThrow({ where: { id }, include: ENTRY_INCLUDE })
  return (await entryViews(ctx, [row]))[0]!
}
