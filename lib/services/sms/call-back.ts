import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { WAITING_STATES } from '#lib/domain/messaging/sms.ts'
import {
  type CancelTextInput,
  cancelTextInput,
  type SendTextNowInput,
  sendTextNowInput,
} from '#lib/domain/messaging/text-schema.ts'
import { lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { refuseTakenOver } from '../offer/thread.ts'
import { requirePerson } from './send-at.ts'
import { cancelReason, sendNowReason } from './text-wait.ts'

const TOO_LATE = 'This text is leaving, or has left.'

/** The text under its phone's and conversation's locks. Throws `not_found`, and `staff_has_it` for a key while staff have it. */
async function lockedText(tx: TxCtx, id: string) {
  const read = () => tx.tx.smsMessage.findUnique({ where: { id } })
  const seen = found(tx, await read(), 'The text')
  if (seen.conversation_id) refuseTakenOver(tx, await lockThread(tx, seen.conversation_id))
  return found(tx, await read(), 'The text')
}

/**
 * Takes a text back that has not left yet. Throws `illegal_state` for one that has, and for an offer's, which is withdrawn
 * with its offer.
 */
export async function cancelText(ctx: Ctx, input: CancelTextInput): Promise<{ message_id: string }> {
  const parsed = parseInput(cancelTextInput, input)
  return mutate(ctx, { name: 'text.cancel', permission: 'sms:send', input: parsed }, async (tx) => {
    const row = await lockedText(tx, parsed.message_id)
    const reason = cancelReason(row)
    if (reason !== null) throw illegalState(reason, [...WAITING_STATES])
    const cancelled = await tx.tx.smsMessage.updateMany({
      where: { id: row.id, state: { in: [...WAITING_STATES] } },
      data: {
        state: 'cancelled',
        error_code: 'taken_back',
        due_at: null,
        waits_for: null,
        updated_at: nowDate(tx),
      },
    })
    if (cancelled.count === 0) throw illegalState(TOO_LATE, [...WAITING_STATES])
    await record(tx, {
      action: 'text.cancelled',
      subject: { kind: 'sms_message', id: row.id },
      clinicId: row.clinic_id,
      conversationId: row.conversation_id,
      patientId: row.patient_id,
      note: parsed.reason,
    })
    if (row.conversation_id) await refreshConversation(tx, row.conversation_id)
    return { message_id: row.id }
  })
}

/**
 * Sends a text now that waits for quiet hours, a limit or its own time, because a person says why. Throws `forbidden` for
 * anybody but staff, `illegal_state` for a text that no such rule holds.
 */
export async function sendTextNow(ctx: Ctx, input: SendTextNowInput): Promise<{ message_id: string }> {
  const parsed = parseInput(sendTextNowInput, input)
  return mutate(ctx, { name: 'text.send_now', permission: 'sms:send', input: parsed }, async (tx) => {
    requirePerson(tx)
    const row = await lockedText(tx, parsed.message_id)
    const reason = sendNowReason(row)
    if (reason !== null) throw illegalState(reason, ['scheduled'])
    const released = await tx.tx.smsMessage.updateMany({
      where: { id: row.id, state: 'scheduled' },
      data: {
        state: 'queued',
        sends_now: true,
        due_at: nowDate(tx),
        waits_for: null,
        updated_at: nowDate(tx),
      },
    })
    if (released.count === 0) throw illegalState(TOO_LATE, ['scheduled'])
    tx.outgoing.wakes.push({ kind: 'sms.deliver', key: row.id })
    await record(tx, {
      action: 'text.sent_now',
      subject: { kind: 'sms_message', id: row.id },
      clinicId: row.clinic_id,
      conversationId: row.conversation_id,
      patientId: row.patient_id,
      detail: { waited_for: row.waits_for },
      note: parsed.reason,
    })
    if (row.conversation_id) await refreshConversation(tx, row.conversation_id)
    return { message_id: row.id }
  })
}
