import type { TxCtx } from '#lib/core/context.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import { describeConflict } from '#lib/domain/scheduling/conflict-words.ts'
import type { ConflictView } from '#lib/domain/scheduling/schema.ts'
import { explainSlot, type SlotConflict } from '#lib/domain/scheduling/slot-conflicts.ts'
import { type Calendar, hasNoHours, loadCalendars } from './calendar.ts'
import type { Placement } from './override-target.ts'
import { isKeptByAnother, keptElsewhere, patientBusyMessage } from './refuse-conflicts.ts'
import { visitsOfPatientAt } from './write-visit.ts'

type RuleConflict = Exclude<SlotConflict, { kind: 'wrong_duration' }>

function view(each: RuleConflict, zone: string): ConflictView {
  const busy = 'busy' in each ? each.busy : null
  return {
    kind: each.kind,
    text: describeConflict(each, zone),
    can_override: each.kind !== 'booking',
    appointment_id: busy?.appointment_id ?? null,
  }
}

/** The calendar of a working provider of the clinic around the placement, without the row that moves. */
export async function calendarFor(tx: TxCtx, placement: Placement): Promise<Calendar> {
  const { slot, row } = placement
  const range = { start: slot.starts_at, end: slot.ends_at }
  const calendar = (await loadCalendars(tx, [slot.provider_id], range)).get(slot.provider_id)
  if (calendar?.clinic_id !== placement.clinic_id) {
    throw invalidInput('This clinic has no such provider.', 'provider_id')
  }
  if (!calendar.is_active) throw conflict(`${calendar.name} takes no more visits.`, 'provider_id')
  return { ...calendar, busy: calendar.busy.filter((busy) => busy.appointment_id !== row?.id) }
}

/** To colleagues a booking in the way is somebody's: whose it is decides what becomes of it. */
async function nameBookings(tx: TxCtx, conflicts: ConflictView[]): Promise<ConflictView[]> {
  if (tx.actor.kind !== 'staff') return conflicts
  const ids = conflicts.flatMap(({ kind, appointment_id }) =>
    kind === 'booking' ? (appointment_id ?? []) : [],
  )
  const rows = await tx.tx.appointment.findMany({
    where: { id: { in: ids } },
    select: { id: true, patient: { select: { first_name: true, last_name: true } } },
  })
  return conflicts.map((each) => {
    const patient = each.kind === 'booking' && rows.find((row) => row.id === each.appointment_id)?.patient
    return patient
      ? { ...each, text: `${each.text} It is the visit of ${patient.first_name} ${patient.last_name}.` }
      : each
  })
}

/** Every conflict of the wished time, all at once: the rules, other people's time, and the patient's own other visits. */
export async function listConflicts(tx: TxCtx, placement: Placement): Promise<ConflictView[]> {
  const { slot, service, patient, row } = placement
  const calendar = await calendarFor(tx, placement)
  const { starts_at, ends_at } = slot
  // What is held for this very patient is no obstacle; it goes with the booking.
  const busy = calendar.busy.filter((each) => each.kind !== 'hold' || each.patient_id !== patient.id)
  const byRule = explainSlot({ provider: { ...calendar, busy }, service, starts_at, ends_at, now: tx.now() })
    // Another length is asked for on purpose, and somebody from outside has no hours to keep.
    .filter((each) => each.kind !== 'wrong_duration')
    .filter((each) => !(hasNoHours(calendar) && each.kind === 'outside_availability'))
    .map((each) => view(each, calendar.time_zone))
  const times = { starts_at: new Date(starts_at), ends_at: new Date(ends_at) }
  const known = byRule.flatMap(({ kind, appointment_id }) =>
    kind === 'booking' ? (appointment_id ?? []) : [],
  )
  const elsewhere = await visitsOfPatientAt(tx, patient.id, times, row ? [row.id, ...known] : known)
  const kept = isKeptByAnother(tx, calendar)
    ? [
        {
          kind: 'kept_elsewhere' as const,
          text: `${keptElsewhere(calendar)} It will be told.`,
          can_override: true,
          appointment_id: null,
        },
      ]
    : []
  return nameBookings(tx, [
    ...byRule,
    ...kept,
    ...elsewhere.map((other) => ({
      kind: 'patient_busy' as const,
      text: patientBusyMessage(other.provider.name),
      can_override: false,
      appointment_id: other.id,
    })),
  ])
}
