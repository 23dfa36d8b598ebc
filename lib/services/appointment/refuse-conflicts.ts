import type { TxCtx } from '#lib/core/context.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import { describeConflict } from '#lib/domain/scheduling/conflict-words.ts'
import type { ServiceRules } from '#lib/domain/scheduling/slots.ts'
import { type Calendar, loadCalendars } from './calendar.ts'
import type { Refusal } from './exclusion.ts'
import { lostTime, timeConflicts } from './time-check.ts'
import { visitsOfPatientAt } from './write-visit.ts'

interface Wanted {
  clinic_id: string
  provider_id: string
  service: (ServiceRules & { id: string; name: string }) | null
  patient_id: string | null
  starts_at: Date
  ends_at: Date
  /** The appointment that moves: its own time is not in its way. */
  own_id?: string
}

/** The provider's calendar at that time; one of this clinic, working, who offers the service. */
async function readCalendar(tx: TxCtx, wanted: Wanted): Promise<Calendar> {
  const range = { start: wanted.starts_at.getTime(), end: wanted.ends_at.getTime() }
  const calendar = (await loadCalendars(tx, [wanted.provider_id], range)).get(wanted.provider_id)
  if (calendar?.clinic_id !== wanted.clinic_id)
    throw invalidInput('This clinic has no such provider.', 'provider_id')
  if (!calendar.is_active) throw conflict(`${calendar.name} takes no more visits.`, 'provider_id')
  const { service } = wanted
  if (service && !calendar.is_external && !calendar.service_type_ids.includes(service.id)) {
    throw invalidInput(`${calendar.name} does not offer ${service.name}.`, 'provider_id')
  }
  if (isKeptByAnother(tx, calendar))
    throw conflict(
      `${keptElsewhere(calendar)} Let the agents find times in the conversation, or book against the rules.`,
      'provider_id',
    )
  return { ...calendar, busy: calendar.busy.filter((busy) => busy.appointment_id !== wanted.own_id) }
}

/** An outside agent decides about this provider's time, and it is not the one that asks. */
export const isKeptByAnother = (tx: TxCtx, calendar: Pick<Calendar, 'agent_id'>): boolean =>
  calendar.agent_id !== null && calendar.agent_id !== tx.actor.agentId

/** Why a time of this provider cannot simply be booked, for a person. */
export const keptElsewhere = (calendar: Pick<Calendar, 'name'>): string =>
  `The schedule of ${calendar.name} is kept by an outside agent, which has not confirmed this time.`

/** Why a patient cannot be booked a second time at once, for a person. */
export const patientBusyMessage = (providerName: string) =>
  `The patient already has a visit with ${providerName} at that time.`

/**
 * Throws `conflict` with every reason why this time cannot be booked by the rules, `invalid_input` for a provider of
 * another clinic or one who does not offer the service. Answers the calendar. The caller holds the provider's lock.
 */
export async function refuseConflicts(tx: TxCtx, wanted: Wanted): Promise<Calendar> {
  const calendar = await readCalendar(tx, wanted)
  const conflicts = timeConflicts({
    calendar,
    service: wanted.service,
    starts_at: wanted.starts_at.getTime(),
    ends_at: wanted.ends_at.getTime(),
    now: tx.now(),
    is_rule_checked: true,
    is_alignment_checked: true,
  })
  if (conflicts.length > 0) {
    throw conflict(conflicts.map((each) => describeConflict(each, calendar.time_zone)).join(' '), 'starts_at')
  }
  const except = wanted.own_id ? [wanted.own_id] : []
  const elsewhere = wanted.patient_id ? await visitsOfPatientAt(tx, wanted.patient_id, wanted, except) : []
  if (elsewhere[0]) throw conflict(patientBusyMessage(elsewhere[0].provider.name), 'starts_at')
  return calendar
}

/** What the database refused in spite of the checks: somebody was faster. */
export const refusedByDatabase = (refusal: Refusal, calendar: Calendar, startsAt: Date) =>
  conflict(
    refusal === 'patient'
      ? 'The patient was just booked elsewhere at that time.'
      : `${lostTime('The time', calendar, startsAt.getTime(), ['booking'])}.`,
    'starts_at',
  )
