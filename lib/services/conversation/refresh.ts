import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { type StatusFacts, wireStatus } from '#lib/domain/messaging/conversation.ts'
import { nudgeFollowers } from '../peer-task/follow.ts'

/** The rows that a conversation's status follows from, in one statement. */
async function readFacts(tx: TxCtx, conversationId: string): Promise<StatusFacts & { clinic_id: string }> {
  const [facts] = await tx.tx.$queryRaw<(StatusFacts & { clinic_id: string })[]>`
    SELECT c.clinic_id,
      EXISTS (SELECT 1 FROM opt_out o WHERE o.phone_index = c.phone_index AND o.opted_in_at IS NULL) AS is_opted_out,
      c.needs_staff_reason IS NOT NULL AS needs_staff,
      EXISTS (SELECT 1 FROM appointment a WHERE a.conversation_id = c.id
              AND a.state IN ('booked', 'arrived', 'fulfilled', 'noshow')
              AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.moves_appointment_id = a.id AND o.conversation_id = c.id
                              AND o.state = 'open')) AS has_booking,
      last_offer.state AS last_offer_state,
      EXISTS (SELECT 1 FROM appointment a WHERE a.conversation_id = c.id AND a.state = 'cancelled')
        AND last_offer.state IS DISTINCT FROM 'open' AS was_cancelled,
      COALESCE(last_text.state IN ('failed', 'undelivered'), false) AS has_failed_text
    FROM conversation c
    LEFT JOIN LATERAL (
      -- Accepted too late: somebody else has the freed time, so no booking is under way.
      SELECT CASE WHEN i.state = 'too_late' THEN 'cancelled' ELSE o.state END AS state
      FROM offer o LEFT JOIN opening_invitation i ON i.offer_id = o.id
      WHERE o.conversation_id = c.id ORDER BY o.id DESC LIMIT 1) last_offer ON true
    LEFT JOIN LATERAL (SELECT state FROM sms_message WHERE conversation_id = c.id AND direction = 'outbound'
                       ORDER BY id DESC LIMIT 1) last_text ON true
    WHERE c.id = ${conversationId}::uuid`
  if (!facts) throw new Error('A conversation to refresh must exist.')
  return facts
}

/**
 * Derives the conversation's status from its rows and stores it with a new version. Called by every verb that changes
 * any of them, inside its transaction.
 */
export async function refreshConversation(tx: TxCtx, conversationId: string): Promise<void> {
  const { clinic_id, ...facts } = await readFacts(tx, conversationId)
  const status = wireStatus(facts)
  await tx.tx.conversation.update({
    where: { id: conversationId },
    data: { status, version: { increment: 1 }, updated_at: nowDate(tx) },
  })
  tx.outgoing.events.push({ type: 'conversation.changed', id: conversationId, clinic_id })
  await nudgeFollowers(tx, conversationId)
}

/** Refreshes every conversation of a phone, as after an opt-out. */
export async function refreshPhone(tx: TxCtx, phoneIndex: string): Promise<void> {
  const rows = await tx.tx.conversation.findMany({ where: { phone_index: phoneIndex }, select: { id: true } })
  for (const row of rows) await refreshConversation(tx, row.id)
}
