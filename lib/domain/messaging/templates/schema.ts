import { z } from 'zod'
import { id } from '../../wire.ts'
import { ANSWER_TOPICS, type AnswerKey, answerKey } from '../answers.ts'
import { language } from '../language.ts'
import { MAX_SMS_CHARACTERS } from '../schema.ts'
import { TEXT_KEYS, type TextKey } from './table.ts'

export const wordingKey = z
  .enum([...TEXT_KEYS, ...ANSWER_TOPICS.map(answerKey)] as [TextKey | AnswerKey, ...(TextKey | AnswerKey)[]])
  .describe('Which text, or answer:topic for an approved answer.')

export const saveWordingInput = z.object({
  clinic_id: id,
  service_type_id: id
    .nullish()
    .describe('Only for this service type; left out: for all without words of their own.'),
  key: wordingKey,
  language,
  text: z
    .string()
    .trim()
    .min(1, 'Write the text first.')
    .max(MAX_SMS_CHARACTERS)
    .nullable()
    .describe('Null takes the clinic’s own words back.'),
})
export type SaveWordingInput = z.infer<typeof saveWordingInput>

export const wordingView = z.object({
  service_type_id: id.nullable(),
  key: wordingKey,
  language,
  version: z.number().int(),
  text: z.string().nullable(),
  changed_by: z.string(),
  changed_at: z.string(),
})
export type WordingView = z.infer<typeof wordingView>
