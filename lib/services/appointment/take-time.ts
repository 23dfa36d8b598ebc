import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Appointment } from '#lib/db/generated/client.ts'
import { conflict, illegalState } from '#lib/domain/errors.ts'
import { type Calendar, loadCalendars, type TakenTime } from './calendar.ts'
import { inSavepoint, type Refusal } from './exclusion.ts'
import {
  announceAppointments,
  lockProvidersFor,
  recordFreed,
  releaseExpiredHolds,
  releaseHolds,
} from './provider-lock.ts'
import { lostTime, timeConflicts } from './time-check.ts'
import { insertVisit, updateVisit, visitsOfPatientAt } from './write-visit.ts'

/** A time that a patient accepted. */
export interface AcceptedTime {
  /** The hold behind it; null for a shared option. */
  appointment_id: string | null
  clinic_id: string
  provider_id: string
  patient_id: string
  service_type_id: string | null
  conversation_id: string | null
  starts_at: Date
  ends_at: Date
  /** With buffers; by default the visit alone. */
  blocked_from?: Date
  blocked_until?: Date
  /** The patient's visit that goes there instead of a new one. */
  move_appointment_id?: string
}

const PATIENT_BUSY = 'The patient already has a visit at that time.'

const refusalError = (refusal: Refusal, calendar: Calendar, wanted: AcceptedTime) =>
  conflict(
    refusal === 'patient'
      ? PATIENT_BUSY
      : `${lostTime('The time', calendar, wanted.starts_at.getTime(), ['booking'])}.`,
  )

/** The time without a hold of its own must be free now; hours are not asked again, time off is. */
function refuseTaken(tx: TxCtx, calendar: Calendar, wanted: AcceptedTime): void {
  const startsAt = wanted.starts_at.getTime()
  const kinds = timeConflicts({
    calendar,
    service: null,
    starts_at: startsAt,
    ends_at: wanted.ends_at.getTime(),
    now: tx.now(),
    is_rule_checked: true,
    is_alignment_checked: false,
  })
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'outside_availability' && kind !== 'buffer')
  if (kinds.length > 0) throw conflict(`${lostTime('The time', calendar, startsAt, kinds)}.`)
}

/** What the booking blocks: its buffers, as far as no other visit or hold stands in them. */
function blockedRange(others: readonly TakenTime[], wanted: AcceptedTime) {
  const [startsAt, endsAt] = [wanted.starts_at.getTime(), wanted.ends_at.getTime()]
  const range = {
    start: wanted.blocked_from?.getTime() ?? startsAt,
    end: wanted.blocked_until?.getTime() ?? endsAt,
  }
  for (const busy of others) {
    if (busy.end <= startsAt) range.start = Math.max(range.start, busy.end)
    if (busy.start >= endsAt) range.end = Math.min(range.end, busy.start)
  }
  return { blocked_from: new Date(range.start), blocked_until: new Date(range.end) }
}

/** The live holds of the same conversation that stand in the way of its own choice. */
const siblingsInTheWay = (calendar: Calendar, wanted: AcceptedTime) =>
  calendar.busy.filter(
    (busy) =>
      busy.kind === 'hold' &&
      busy.conversation_id !== null &&
      busy.conversation_id === wanted.conversation_id &&
      busy.appointment_id !== wanted.appointment_id &&
      busy.start < (wanted.blocked_until ?? wanted.ends_at).getTime() &&
      busy.end > (wanted.blocked_from ?? wanted.starts_at).getTime(),
  )

interface Booking {
  tx: TxCtx
  wanted: AcceptedTime
  isHeld: boolean
  values: Pick<Appointment, 'starts_at' | 'ends_at' | 'blocked_from' | 'blocked_until'>
}

/** One UPDATE of the patient's own visit; the hold behind the chosen time makes room for it. */
async function moveThere(
  { tx, wanted, isHeld, values }: Booking,
  id: string,
): Promise<Appointment | Refusal> {
  if (isHeld && wanted.appointment_id) await releaseHolds(tx, [wanted.appointment_id])
  const data = { ...values, provider_id: wanted.provider_id, is_override: false }
  const moved = await updateVisit(tx, { id, state: 'booked' }, data)
  if (moved === null) throw illegalState('The visit that should move is no longer booked.', ['booked'])
  return moved
}

async function confirmHold({ tx, wanted, values }: Booking, id: string): Promise<Appointment | Refusal> {
  const { patient_id } = wanted
  const data = { ...values, patient_id, state: 'booked' as const, booked_at: nowDate(tx), held_until: null }
  return (await updateVisit(tx, { id, state: 'held' }, data)) ?? 'provider'
}

function insertBooking({ tx, wanted, values }: Booking): Promise<Appointment | Refusal> {
  const { clinic_id, provider_id, patient_id, service_type_id, conversation_id } = wanted
  return insertVisit(tx, { clinic_id, provider_id, patient_id, service_type_id, conversation_id, ...values })
}

function write(booking: Booking): Promise<Appointment | Refusal> {
  const { appointment_id, move_appointment_id } = booking.wanted
  if (move_appointment_id) return moveThere(booking, move_appointment_id)
  return booking.isHeld && appointment_id ? confirmHold(booking, appointment_id) : insertBooking(booking)
}

/**
 * Turns a time that a patient accepted into a booking: the hold becomes it, or a shared (or lapsed) time that is still
 * free, or the patient's visit moves there in one UPDATE. Holds of the same conversation that stand in its buffers are
 * released. Writes no audit event about the booking and texts nobody: the caller does. Locks every provider whose time
 * the conversation holds. Throws `conflict` when the time is lost, or the patient is booked elsewhere at that time;
 * then nothing has changed.
 */
export async function bookHeldOrFree(tx: TxCtx, wanted: AcceptedTime): Promise<Appointment> {
  const booked = await inSavepoint(tx, (db) => bookInSavepoint({ ...tx, tx: db }, wanted))
  announceAppointments(tx, [booked])
  return booked
}

async function bookInSavepoint(tx: TxCtx, wanted: AcceptedTime): Promise<Appointment> {
  const own = [wanted.appointment_id, wanted.move_appointment_id].filter((id) => typeof id === 'string')
  await lockProvidersFor(tx, {
    provider_ids: [wanted.provider_id],
    appointment_ids: own,
    conversation_ids: wanted.conversation_id ? [wanted.conversation_id] : [],
  })
  await releaseExpiredHolds(tx, [wanted.provider_id])
  const range = { start: wanted.starts_at.getTime(), end: wanted.ends_at.getTime() }
  const calendar = (await loadCalendars(tx, [wanted.provider_id], range)).get(wanted.provider_id)
  if (!calendar?.is_active) throw conflict('This provider takes no more visits.')
  const movedId = wanted.move_appointment_id
  const elsewhere = await visitsOfPatientAt(tx, wanted.patient_id, wanted, movedId ? [movedId] : [])
  if (elsewhere.length > 0) throw conflict(PATIENT_BUSY)
  const isHeld = calendar.busy.some(
    (busy) => busy.kind === 'hold' && busy.appointment_id === wanted.appointment_id,
  )
  const siblings = siblingsInTheWay(calendar, wanted).map((busy) => busy.appointment_id)
  const others = calendar.busy.filter((busy) => ![...own, ...siblings].includes(busy.appointment_id))
  if (!isHeld) refuseTaken(tx, { ...calendar, busy: others }, wanted)
  await recordFreed(tx, 'hold.released', await releaseHolds(tx, siblings))
  const booking: Booking = {
    tx,
    wanted,
    isHeld,
    values: { starts_at: wanted.starts_at, ends_at: wanted.ends_at, ...blockedRange(others, wanted) },
  }
  const result = await write(booking)
  if (typeof result === 'string') throw refusalError(result, calendar, wanted)
  return result
}
