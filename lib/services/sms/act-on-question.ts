import type { TxCtx } from '#lib/core/context.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { QuestionTopic } from '#lib/domain/messaging/reply/types.ts'
import { approvedAnswer } from '../answer/approved.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { composeText } from '../template/compose.ts'
import { answerWith } from './answer-with.ts'
import type { Received } from './received.ts'

/** The clinic's approved answers to all of the topics, or null when one is missing: then none is sent. */
async function approved(tx: TxCtx, { conversation }: Received, topics: readonly QuestionTopic[]) {
  const answers: string[] = []
  for (const topic of topics) {
    if (topic === 'other') return null
    const answer = await approvedAnswer(tx, {
      clinic_id: conversation.clinic_id,
      service_type_id: conversation.service_type_id,
      topic,
      language: conversation.patient.language,
    })
    if (answer === null) return null
    answers.push(answer)
  }
  return answers.length === 0 ? null : answers.join(' ')
}

/** Answers a question in the clinic's approved words, or puts it in front of a person. True: it was answered. */
export async function answerQuestion(
  tx: TxCtx,
  received: Received,
  topics: readonly QuestionTopic[],
  options: { tells_patient: boolean },
): Promise<boolean> {
  const words = received.is_new_sender ? null : await approved(tx, received, topics)
  if (words === null) {
    const reason = received.is_new_sender ? 'unknown_sender' : 'asked_question'
    const tells_patient = options.tells_patient && !received.is_new_sender
    await askStaff(tx, { conversation_id: received.conversation.id, reason, tells_patient })
    return false
  }
  const text = await composeText(tx, 'approved_answer', received.conversation, { words })
  await answerWith(tx, received, 'notice', text)
  return true
}

/** Answers a question from the clinic’s approved answers; what has none goes to staff. */
export async function actOnQuestion(
  tx: TxCtx,
  received: Received,
  topics: readonly QuestionTopic[],
): Promise<DecisionOutcome> {
  const isAnswered = await answerQuestion(tx, received, topics, { tells_patient: true })
  return isAnswered ? 'question_answered' : 'staff_asked'
}
