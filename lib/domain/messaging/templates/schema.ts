import { z } from 'zod'
import { expectedVersion, id, instant } from '../../wire.ts'
import { ANSWER_TOPICS, type AnswerKey, answerKey } from '../answers.ts'
import { language } from '../language.ts'
import { MAX_SMS_CHARACTERS, textPreview } from '../schema.ts'
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
  version: expectedVersion.describe(
    'What the caller has seen, 0 where the scope had no words yet; refused with 412 when there are newer ones.',
  ),
})
export type SaveWordingInput = z.infer<typeof saveWordingInput>

export const listWordingsQuery = z.object({
  clinic_id: id,
  key: wordingKey.optional().describe('Every version of this one, the newest first.'),
})
export type ListWordingsQuery = z.infer<typeof listWordingsQuery>

export const previewWordingInput = z.object({
  clinic_id: id,
  service_type_id: id.nullish(),
  key: wordingKey,
  language,
  text: z.string().max(MAX_SMS_CHARACTERS),
})
export type PreviewWordingInput = z.infer<typeof previewWordingInput>

export const wordingPreview = z.object({
  problems: z.array(z.string()).describe('Why these words cannot be saved.'),
  hints: z.array(z.string()),
  about: z.string().nullable().describe('The patient it was written for; null: usual names.'),
  preview: textPreview.nullable().describe('Null while it names what it cannot know.'),
})
export type WordingPreview = z.infer<typeof wordingPreview>

export const wordingView = z.object({
  service_type_id: id.nullable(),
  key: wordingKey,
  language,
  version: z.number().int(),
  text: z.string().nullable(),
  changed_by: z.string(),
  changed_at: instant,
})
export type WordingView = z.infer<typeof wordingView>
