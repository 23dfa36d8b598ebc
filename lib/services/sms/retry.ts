import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { type MessageIdInput, messageIdInput } from '#lib/domain/messaging/schema.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { refuseTakenOver } from '../offer/thread.ts'
import { openText } from './open-text.ts'
import { queueText, type TextKind } from './queue-text.ts'

const RETRYABLE: readonly string[] = ['failed', 'undelivered']

interface Retryable {
  direction: string
  state: string
  kind: string
  due_at: Date | null
}

/** The carrier was asked, or its report awaited, for as long as that makes sense: only a person can still decide. */
const isGivenUp = ({ state, due_at }: Retryable) => state === 'unknown' && due_at === null

/** True for a text that certainly did not arrive, and for one that nobody will ever know of: then a person takes the risk. */
export const canRetry = (message: Retryable): boolean =>
  message.direction === 'outbound' &&
  message.kind !== 'carrier' &&
  (RETRYABLE.includes(message.state) || isGivenUp(message))

/**
 * Sends a text that did not arrive, or of which nobody will know, once more, as a new text. Throws `illegal_state` for one that
 * is under way, arrived, of unknown fate, or whose offer is over; `opted_out`; `staff_has_it` for a key while staff have the
 * conversation.
 */
export async function retryText(ctx: Ctx, input: MessageIdInput): Promise<{ message_id: string }> {
  const parsed = parseInput(messageIdInput, input)
  return mutate(ctx, { name: 'text.retry', permission: 'sms:send', input: parsed }, async (tx) => {
    const message = found(
      tx,
      await tx.tx.smsMessage.findUnique({ where: { id: parsed.message_id } }),
      'The text',
    )
    if (!canRetry(message) || !message.conversation_id || !message.patient_id) {
      throw illegalState('Only a text that was not delivered can be sent again.', [...RETRYABLE])
    }
    const conversation = await lockThread(tx, message.conversation_id)
    refuseTakenOver(tx, conversation)
    const offer = message.offer_id ? await tx.tx.offer.findUnique({ where: { id: message.offer_id } }) : null
    if (message.kind === 'offer' && (offer?.state !== 'open' || offer.expires_at <= nowDate(tx))) {
      throw illegalState('The times in this text are no longer held. Send a new offer instead.', ['open'])
    }
    const repeated = await tx.tx.smsMessage.findFirst({
      where: { in_reply_to: message.id, direction: 'outbound' },
      select: { id: true },
    })
    if (repeated) throw illegalState('This text was sent again already.', ['not yet sent again'])
    const queued = await queueText(tx, {
      clinic_id: message.clinic_id,
      patient_id: message.patient_id,
      conversation_id: conversation.id,
      kind: message.kind as TextKind,
      text: openText(tx, message),
      offer_id: message.offer_id,
      in_reply_to: message.id,
      expires_at: message.expires_at,
    })
    await staffActed(tx, conversation.id)
    await record(tx, {
      action: 'text.retried',
      subject: { kind: 'sms_message', id: queued.id },
      clinicId: message.clinic_id,
      conversationId: conversation.id,
      patientId: message.patient_id,
      detail: { repeats: message.id },
    })
    await refreshConversation(tx, conversation.id)
    return { message_id: queued.id }
  })
}
