import type { Ctx } from '#lib/core/context.ts'
import { type AnswerTopic, answerKey } from '#lib/domain/messaging/answers.ts'
import type { Language } from '#lib/domain/messaging/language.ts'
import { findWording } from '../template/wording.ts'

/**
 * What the clinic has approved as the answer to a question, in this language: the service type's text, else the clinic's.
 * Null: nobody approved one, and a person answers; nothing else may. Send it with `composeText(ctx, 'approved_answer',
 * addressee, { words: answer })`, which puts the clinic's name in front.
 */
export async function approvedAnswer(
  ctx: Ctx,
  asked: { clinic_id: string; service_type_id: string | null; topic: AnswerTopic; language: Language },
): Promise<string | null> {
  const { topic, ...place } = asked
  const wording = await findWording(ctx, { ...place, key: answerKey(topic) })
  return wording?.text ?? null
}
