import type { ReplyModelChoice } from '../reply-model.ts'
import type { UnclearReason } from './types.ts'

type Kind = ReplyModelChoice['kind']

const ANY: readonly Kind[] = ['option', 'none', 'other_times', 'change_visit', 'cancel_visit', 'question']

/**
 * What a reply model may say where the rules are unclear for this reason; anything else contradicts them. Reasons that are
 * not here are the patient's or a person's to settle, and no model is asked.
 */
export const MODEL_MAY_SAY: Partial<Record<UnclearReason, readonly Kind[]>> = {
  not_understood: ANY,
  number_not_a_choice: ANY,
  question: ['question'],
  wants_other_time: ['other_times', 'change_visit'],
  wants_other_provider: ['other_times', 'change_visit'],
  wants_to_cancel_visit: ['cancel_visit', 'change_visit'],
}

/** Below this a model's answer is not used and a person decides. */
export const MODEL_MIN_CONFIDENCE = 0.9
