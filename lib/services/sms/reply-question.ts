import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { QuestionView } from '#lib/domain/messaging/reply/types.ts'
import { HOUR_MS } from '#lib/domain/scheduling/units.ts'
import type { ComposedText } from '../template/compose.ts'
import { answerWith } from './answer-with.ts'
import type { Received } from './received.ts'

/** How long a question of ours can be answered; a visit that begins sooner ends it. */
const QUESTION_TTL_MS = 24 * HOUR_MS

interface Asked {
  kind: QuestionView['kind']
  text: ComposedText
  appointment_id?: string
  patient_ids?: string[]
  first_number?: number
  /** The answer must come before this. */
  until?: Date
}

/** Asks the patient back; an older question of this phone is dropped. The caller holds the phone's lock. */
export async function askBack(tx: TxCtx, received: Received, asked: Asked): Promise<void> {
  const { conversation, message } = received
  const now = nowDate(tx)
  await tx.tx.replyQuestion.updateMany({
    where: { phone_index: conversation.phone_index, state: 'open' },
    data: { state: 'dropped', updated_at: now },
  })
  const { id: sms_message_id } = await answerWith(tx, received, 'notice', asked.text)
  const latest = asked.until?.getTime() ?? Number.POSITIVE_INFINITY
  await tx.tx.replyQuestion.create({
    data: {
      id: tx.newId(),
      clinic_id: conversation.clinic_id,
      conversation_id: conversation.id,
      phone_index: conversation.phone_index,
      kind: asked.kind,
      about_message_id: message.id,
      sms_message_id,
      appointment_id: asked.appointment_id ?? null,
      patient_ids: asked.patient_ids ?? [],
      first_number: asked.first_number ?? null,
      state: 'open',
      expires_at: new Date(Math.min(tx.now() + QUESTION_TTL_MS, latest)),
      created_at: now,
      updated_at: now,
    },
  })
}

/** Takes the answer to a question. Only this conditional update lets anyone act on it: false when somebody did before. */
export async function closeQuestion(tx: TxCtx, id: string): Promise<boolean> {
  const closed = await tx.tx.replyQuestion.updateMany({
    where: { id, state: 'open' },
    data: { state: 'answered', updated_at: nowDate(tx) },
  })
  return closed.count === 1
}
