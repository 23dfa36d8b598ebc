import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import type { WaitingListEntry } from '#lib/db/generated/client.ts'
import { timeOfDay } from '#lib/domain/scheduling/schema.ts'
import { type Candidate, NO_WISHES, type VisitAhead, type Wishes } from '#lib/domain/waiting-list/fit.ts'
import { optedOutPhones } from '../patient/list.ts'

/** More than any wave reaches; the rest of a longer list comes up as the first ones are offered times. */
const MAX_CANDIDATES = 500

/** Whose candidates are read: one service of one clinic. */
export interface CandidateQuery {
  clinic: { id: string; time_zone: string }
  service: { id: string; is_default: boolean }
  /** Those on the waiting list are asked. */
  is_backfilled: boolean
  /** Those who prefer this provider are asked as well, waiting list or not. */
  preferred_provider_id: string | null
}

interface PatientFacts {
  id: string
  phone_index: string
  time_zone: string | null
}
const PATIENT = { select: { id: true, phone_index: true, time_zone: true } } as const

const dateOnly = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

/** What an entry asks for, as the domain reads it. */
export const wishesOf = (
  entry: Pick<WaitingListEntry, 'provider_id' | 'weekdays' | 'times_of_day' | 'from_date' | 'until_date'>,
): Wishes => ({
  provider_id: entry.provider_id,
  weekdays: entry.weekdays,
  times_of_day: timeOfDay.array().parse(entry.times_of_day),
  from_date: dateOnly(entry.from_date),
  until_date: dateOnly(entry.until_date),
})

function waitingEntries(ctx: Ctx, { clinic, service, is_backfilled }: CandidateQuery) {
  if (!is_backfilled) return []
  return store(ctx).waitingListEntry.findMany({
    where: { clinic_id: clinic.id, service_type_id: service.id, state: 'waiting' },
    include: { patient: PATIENT },
    orderBy: [{ last_offered_at: { sort: 'asc', nulls: 'first' } }, { created_at: 'asc' }],
    take: MAX_CANDIDATES,
  })
}

function preferringPatients(ctx: Ctx, query: CandidateQuery, listed: readonly string[]) {
  const { clinic, preferred_provider_id } = query
  if (preferred_provider_id === null) return []
  return store(ctx).patient.findMany({
    where: { clinic_id: clinic.id, preferred_provider_id, id: { notIn: [...listed] } },
    ...PATIENT,
    orderBy: { created_at: 'asc' },
    take: MAX_CANDIDATES,
  })
}

const group = <Row extends { patient_id: string | null }>(rows: readonly Row[]) =>
  Map.groupBy(rows, (row) => row.patient_id)

/** Everything about these patients that decides whether they may be asked now. */
async function factsOf(ctx: Ctx, patients: readonly PatientFacts[]) {
  const db = store(ctx)
  const patient_id = { in: patients.map(({ id }) => id) }
  const optedOut = await optedOutPhones(
    ctx,
    patients.map((patient) => patient.phone_index),
  )
  const visits = await db.appointment.findMany({
    where: { patient_id, state: { in: ['booked', 'arrived'] }, ends_at: { gt: nowDate(ctx) } },
    select: { id: true, patient_id: true, service_type_id: true, starts_at: true, ends_at: true },
    orderBy: { starts_at: 'asc' },
  })
  const open = await db.offer.findMany({
    where: { patient_id, state: 'open' },
    select: { patient_id: true },
  })
  // About to be asked about another time: their offer is on its way.
  const invited = await db.openingInvitation.findMany({
    where: { patient_id, state: 'invited', offer_id: null },
    select: { patient_id: true },
  })
  const takenOver = await db.conversation.findMany({
    where: { patient_id, taken_over_by: { not: null } },
    select: { patient_id: true },
  })
  const idsOf = (rows: readonly { patient_id: string }[]) => new Set(rows.map((row) => row.patient_id))
  const byPatient = group(visits)
  return {
    optedOut,
    busy: idsOf([...open, ...invited]),
    takenOver: idsOf(takenOver),
    visitsOf: (id: string): VisitAhead[] =>
      (byPatient.get(id) ?? []).map((visit) => ({
        ...visit,
        starts_at: visit.starts_at.getTime(),
        ends_at: visit.ends_at.getTime(),
      })),
  }
}

/** When each of these patients was last offered a freed time, epoch ms. */
async function lastOffered(ctx: Ctx, patients: readonly PatientFacts[]): Promise<Map<string, number>> {
  const rows = await store(ctx).openingInvitation.groupBy({
    by: ['patient_id'],
    where: { patient_id: { in: patients.map(({ id }) => id) } },
    _max: { created_at: true },
  })
  return new Map(
    rows.flatMap((row) => (row._max.created_at ? [[row.patient_id, row._max.created_at.getTime()]] : [])),
  )
}

/**
 * Everybody who could be offered a freed time of this service, with what speaks for and against it: those who wait for it,
 * and, where the clinic allows it, those who prefer the provider. The latter are asked about the visit of this service that
 * they have, or, where it is the clinic's default service, if they have no visit at all.
 */
export async function loadCandidates(ctx: Ctx, query: CandidateQuery): Promise<Candidate[]> {
  const entries = await waitingEntries(ctx, query)
  const preferring = await preferringPatients(
    ctx,
    query,
    entries.map((entry) => entry.patient_id),
  )
  const facts = await factsOf(ctx, [...entries.map((entry) => entry.patient), ...preferring])
  const common = (patient: PatientFacts) => ({
    patient_id: patient.id,
    visits: facts.visitsOf(patient.id),
    time_zone: patient.time_zone ?? query.clinic.time_zone,
    is_opted_out: facts.optedOut.has(patient.phone_index),
    is_taken_over: facts.takenOver.has(patient.id),
    has_open_offer: facts.busy.has(patient.id),
  })
  const offered = await lastOffered(ctx, preferring)
  return [
    ...entries.map(
      (entry): Candidate => ({
        ...common(entry.patient),
        entry_id: entry.id,
        wishes: wishesOf(entry),
        visit_id: entry.appointment_id,
        last_offered_at: entry.last_offered_at?.getTime() ?? null,
        waiting_since: entry.created_at.getTime(),
      }),
    ),
    ...preferring.flatMap((patient): Candidate[] => {
      const known = common(patient)
      const visit = known.visits.find((each) => each.service_type_id === query.service.id)
      if (!visit && (known.visits.length > 0 || !query.service.is_default)) return []
      return [
        {
          ...known,
          entry_id: null,
          wishes: { ...NO_WISHES, provider_id: query.preferred_provider_id },
          visit_id: visit?.id ?? null,
          last_offered_at: offered.get(patient.id) ?? null,
          waiting_since: 0,
        },
      ]
    }),
  ]
}
