import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { nextAllowed } from '#lib/domain/messaging/quiet-hours.ts'
import { HOUR_MS } from '#lib/domain/scheduling/units.ts'

/** An offer that follows a patient's text within this long answers it, and an answer may come at any hour. */
const ANSWERS_WITHIN_MS = HOUR_MS

/** Whether the offer came to the patient unasked, from a campaign or a freed time. */
const isUnasked = (offer: { campaign_member: object | null; invitation: object | null }) =>
  offer.campaign_member !== null || offer.invitation !== null

/**
 * Until when the patient's quiet hours hold a text that nobody asked for; null: it may leave now. The last of three guards:
 * a wave that is late, or a try that the carrier put off, must not ring anybody's phone at night.
 */
export async function quietUntil(
  tx: TxCtx,
  message: { kind: string; offer_id: string | null; phone_index: string },
): Promise<Date | null> {
  if (message.kind !== 'offer' || message.offer_id === null) return null
  const offer = await tx.tx.offer.findUnique({
    where: { id: message.offer_id },
    select: {
      created_at: true,
      clinic: { select: { quiet_hours: true, time_zone: true } },
      patient: { select: { time_zone: true } },
      campaign_member: { select: { id: true } },
      invitation: { select: { id: true } },
    },
  })
  if (!offer || !isUnasked(offer)) return null
  const { clinic, patient } = offer
  const allowed = new Date(nextAllowed(clinic.quiet_hours, tx.now(), patient.time_zone ?? clinic.time_zone))
  if (allowed <= nowDate(tx)) return null
  const asked = await tx.tx.smsMessage.findFirst({
    where: {
      phone_index: message.phone_index,
      direction: 'inbound',
      received_at: { gte: new Date(offer.created_at.getTime() - ANSWERS_WITHIN_MS) },
    },
    select: { id: true },
  })
  return asked ? null : allowed
}
