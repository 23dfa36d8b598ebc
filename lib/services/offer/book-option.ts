import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { conflict, notFound } from '#lib/domain/errors.ts'
import { releaseHolds } from '../appointment/provider-lock.ts'
import { bookHeldOrFree } from '../appointment/take-time.ts'
import { lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { noteBooked } from '../opening/note-booked.ts'
import { heldAppointments } from './end.ts'
import { refuseTakenOver } from './thread.ts'

export interface BookedOption {
  appointment_id: string
  /** The patient already had a visit from this conversation, and it was moved to the chosen time. */
  is_moved: boolean
}

/**
 * The visit that a new choice moves, if it is still ahead: the one that the offer is meant to replace, else what this
 * conversation has booked.
 */
async function bookingToMove(
  tx: TxCtx,
  offer: { conversation_id: string; moves_appointment_id: string | null },
) {
  const which = offer.moves_appointment_id
    ? { id: offer.moves_appointment_id }
    : { conversation_id: offer.conversation_id }
  return tx.tx.appointment.findFirst({
    where: { ...which, state: 'booked', starts_at: { gt: nowDate(tx) } },
    orderBy: { starts_at: 'asc' },
    select: {
      id: true,
      clinic_id: true,
      provider_id: true,
      service_type_id: true,
      conversation_id: true,
      starts_at: true,
    },
  })
}

/**
 * Turns the option that a patient chose into a booking: the hold becomes the booking, or the patient's visit from this
 * conversation is moved there; the offer's other holds are released. Throws `conflict` when the time is gone, and
 * `staff_has_it` when staff took the conversation over; then nothing has changed.
 */
export async function bookOption(
  tx: TxCtx,
  chosen: { offer_id: string; option_id: string },
): Promise<BookedOption> {
  const offer = await tx.tx.offer.findUnique({ where: { id: chosen.offer_id }, include: { options: true } })
  const option = offer?.options.find((row) => row.id === chosen.option_id)
  if (!offer || !option) throw notFound('The offered time')
  const conversation = await lockThread(tx, offer.conversation_id)
  refuseTakenOver(tx, conversation)
  if (option.starts_at <= nowDate(tx)) throw conflict('That time is already past.')
  const moved = await bookingToMove(tx, offer)
  const appointment = await bookHeldOrFree(tx, {
    appointment_id: option.appointment_id,
    clinic_id: offer.clinic_id,
    provider_id: option.provider_id,
    patient_id: offer.patient_id,
    service_type_id: offer.service_type_id,
    conversation_id: conversation.id,
    starts_at: option.starts_at,
    ends_at: option.ends_at,
    blocked_from: option.blocked_from,
    blocked_until: option.blocked_until,
    move_appointment_id: moved?.id,
  })
  await releaseHolds(tx, await heldAppointments(tx, offer.id, option.id))
  await tx.tx.offer.update({
    where: { id: offer.id },
    data: { chosen_option_id: option.id, version: { increment: 1 }, updated_at: nowDate(tx) },
  })
  // A visit that was booked without a thread gets the one in which the patient has just moved it.
  if (appointment.conversation_id === null) {
    const data = { conversation_id: conversation.id }
    await tx.tx.appointment.update({ where: { id: appointment.id }, data })
  }
  await noteBooked(tx, { offer_id: offer.id, moved_from: moved })
  await record(tx, {
    action: moved ? 'appointment.moved' : 'appointment.booked',
    subject: { kind: 'appointment', id: appointment.id },
    clinicId: offer.clinic_id,
    conversationId: conversation.id,
    patientId: offer.patient_id,
    detail: { offer_id: offer.id, option_id: option.id, starts_at: option.starts_at.toISOString() },
  })
  await refreshConversation(tx, conversation.id)
  tx.outgoing.events.push({ type: 'appointment.changed', id: appointment.id, clinic_id: offer.clinic_id })
  return { appointment_id: appointment.id, is_moved: moved !== null }
}
