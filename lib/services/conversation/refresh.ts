import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { wireStatus } from '#lib/domain/messaging/conversation.ts'

/** Appointment states that mean "this visit stands". */
const STANDING = ['booked', 'arrived', 'fulfilled', 'noshow'] as const

/** Reads the rows that a conversation's status follows from. */
async function statusFacts(tx: TxCtx, conversationId: string, phoneIndex: string) {
  const [optOut, standing, cancelled, lastOffer, lastText] = await Promise.all([
    tx.tx.optOut.findUnique({ where: { phone_index: phoneIndex } }),
    tx.tx.appointment.findFirst({
      where: { conversation_id: conversationId, state: { in: [...STANDING] } },
      select: { id: true },
    }),
    tx.tx.appointment.findFirst({
      where: { conversation_id: conversationId, state: 'cancelled' },
      orderBy: { ended_at: 'desc' },
      select: { ended_at: true },
    }),
    tx.tx.offer.findFirst({
      where: { conversation_id: conversationId },
      orderBy: { id: 'desc' },
      select: { state: true, created_at: true },
    }),
    tx.tx.smsMessage.findFirst({
      where: { conversation_id: conversationId, direction: 'outbound' },
      orderBy: { id: 'desc' },
      select: { state: true },
    }),
  ])
  return { optOut, standing, cancelled, lastOffer, lastText }
}

/**
 * Derives the conversation's status from its rows and stores it with a new version. Called by every verb that changes
 * any of them, inside its transaction.
 */
export async function refreshConversation(tx: TxCtx, conversationId: string): Promise<void> {
  const row = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    select: { clinic_id: true, phone_index: true, needs_staff_reason: true },
  })
  const { optOut, standing, cancelled, lastOffer, lastText } = await statusFacts(
    tx,
    conversationId,
    row.phone_index,
  )
  const isCancelledLast = cancelled !== null && (lastOffer === null || lastOffer.state !== 'open')
  const status = wireStatus({
    is_opted_out: optOut !== null && optOut.opted_in_at === null,
    needs_staff: row.needs_staff_reason !== null,
    has_booking: standing !== null,
    last_offer_state: lastOffer?.state ?? null,
    was_cancelled: isCancelledLast,
    has_failed_text: lastText?.state === 'failed' || lastText?.state === 'undelivered',
  })
  await tx.tx.conversation.update({
    where: { id: conversationId },
    data: { status, version: { increment: 1 }, updated_at: nowDate(tx) },
  })
  tx.outgoing.events.push({ type: 'conversation.changed', id: conversationId, clinic_id: row.clinic_id })
}

/** Refreshes every conversation of a phone, as after an opt-out. */
export async function refreshPhone(tx: TxCtx, phoneIndex: string): Promise<void> {
  const rows = await tx.tx.conversation.findMany({ where: { phone_index: phoneIndex }, select: { id: true } })
  for (const row of rows) await refreshConversation(tx, row.id)
}
