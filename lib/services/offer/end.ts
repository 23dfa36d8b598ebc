import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { OfferState } from '#lib/db/generated/enums.ts'
import { WAITING_STATES } from '#lib/domain/messaging/sms.ts'
import { releaseHolds } from '../appointment/provider-lock.ts'
import { settleInvitation } from '../opening/settle-invitation.ts'

interface EndedOffer {
  id: string
  clinic_id: string
  conversation_id: string
  patient_id: string
}

/**
 * Ends an open offer and releases its holds. Only the conditional update decides: false when somebody else ended it
 * first, and then nothing else may be done for it.
 */
export async function endOffer(
  tx: TxCtx,
  offer: EndedOffer,
  state: Exclude<OfferState, 'open' | 'answered'>,
  note?: string | null,
): Promise<boolean> {
  const now = nowDate(tx)
  const ended = await tx.tx.offer.updateMany({
    where: { id: offer.id, state: 'open' },
    data: {
      state,
      version: { increment: 1 },
      updated_at: now,
      ...(state === 'declined' ? { answered_at: now } : {}),
    },
  })
  if (ended.count === 0) return false
  await releaseHolds(tx, await heldAppointments(tx, offer.id))
  // The offer's own text must not leave after the offer is over.
  await tx.tx.smsMessage.updateMany({
    where: { offer_id: offer.id, direction: 'outbound', kind: 'offer', state: { in: [...WAITING_STATES] } },
    data: { state: 'cancelled', error_code: 'offer_closed', due_at: null, updated_at: now },
  })
  await record(tx, {
    action: `offer.${state}`,
    subject: { kind: 'offer', id: offer.id },
    clinicId: offer.clinic_id,
    conversationId: offer.conversation_id,
    patientId: offer.patient_id,
    note,
  })
  await settleInvitation(tx, offer.id, state === 'declined' ? 'declined' : 'too_late')
  return true
}

/** The holds that stand behind an offer's options, except one that was chosen. */
export async function heldAppointments(
  tx: TxCtx,
  offerId: string,
  exceptOptionId?: string,
): Promise<string[]> {
  const options = await tx.tx.offerOption.findMany({
    where: {
      offer_id: offerId,
      appointment: { state: 'held' },
      ...(exceptOptionId ? { NOT: { id: exceptOptionId } } : {}),
    },
    select: { appointment_id: true },
  })
  return options.flatMap((option) => option.appointment_id ?? [])
}
