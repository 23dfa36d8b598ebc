import type { TxCtx } from '#lib/core/context.ts'
import type { NeedsStaffReason } from '#lib/domain/messaging/conversation.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import type { Received } from './received.ts'

type UnclearReading = Extract<ReplyReading, { kind: 'unclear' }>

/** Reasons of the reader that staff know by a name of their own; every other one is an unclear reply. */
const STAFF_REASON: Partial<Record<UnclearReading['reason'], NeedsStaffReason>> = {
  question: 'asked_question',
  wants_other_time: 'wants_other_time',
  wants_to_cancel_visit: 'wants_to_cancel_visit',
  wrong_person: 'wrong_person',
}

/** Where the reader is not sure, nobody guesses: a person reads the text, and the patient is told so once. */
export async function actOnUnclear(
  tx: TxCtx,
  received: Received,
  reading: UnclearReading,
): Promise<DecisionOutcome> {
  const reason = received.is_new_sender ? 'unknown_sender' : (STAFF_REASON[reading.reason] ?? 'unclear_reply')
  await askStaff(tx, {
    conversation_id: received.conversation.id,
    reason,
    tells_patient: !received.is_new_sender,
  })
  return 'staff_asked'
}
