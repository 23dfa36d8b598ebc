import type { TimeOfDay } from '../scheduling/ranking.ts'
import type { QuestionTopic } from './reply/types.ts'

/**
 * The optional model behind the deterministic reader: a port, because it is a network service. Its answer is untrusted: it
 * comes from text that a stranger wrote. The caller checks it against the stored offer and acts on nothing else.
 */

/** An option as the patient was shown it: no patient name, no phone number, no ids. */
export interface ReplyModelOption {
  /** The number that the patient may answer with. */
  reply_number: number
  /** e.g. `Tue Dec 1, 10:15 AM, Dr. Lee` in the clinic's zone. */
  label: string
}

export interface ReplyModelRequest {
  /** What the patient wrote, and nothing about the patient. */
  text: string
  /** The clinic's day on which the text came in: `Mon 2026-11-30`. */
  today: string
  options: readonly ReplyModelOption[]
  /** The clinic's providers, whom a wish names by place in this list, from 1. */
  providers: readonly string[]
  /** A visit is booked and ahead, so that it can be cancelled or changed. */
  has_visit: boolean
}

/** What a model may say besides a number, without more to it. */
export const REPLY_MODEL_INTENTS = ['none', 'cancel_visit', 'opt_out', 'urgent', 'unclear'] as const
export type ReplyModelIntent = (typeof REPLY_MODEL_INTENTS)[number]
/** And what comes with a wish. */
export const REPLY_MODEL_WISHES = ['other_times', 'change_visit'] as const

/** A wish as the model may put it: closed lists and calendar days, no words of its own. */
export interface ReplyModelWish {
  /** `YYYY-MM-DD`, in the clinic's calendar. */
  from_date: string | null
  until_date: string | null
  /** ISO: Monday is 1. */
  weekdays: number[]
  not_weekdays: number[]
  times_of_day: TimeOfDay[]
  not_times_of_day: TimeOfDay[]
  /** Places in the list of providers. */
  providers: number[]
  /** Than the offered times. */
  shift: 'earlier' | 'later' | null
}

export type ReplyModelChoice =
  | { kind: 'option'; reply_number: number }
  | { kind: ReplyModelIntent }
  | { kind: 'question'; topic: QuestionTopic }
  | { kind: (typeof REPLY_MODEL_WISHES)[number]; wish: ReplyModelWish }

/** Why there is no choice. Each of them means: a person reads the text. */
export type ReplyModelFailure =
  | 'text_too_long'
  | 'no_options'
  | 'timeout'
  | 'throttled'
  | 'refused'
  | 'unavailable'
  | 'blocked_by_guardrail'
  | 'invalid_answer'

export interface ReplyModelUsage {
  model_id: string
  input_tokens: number
  output_tokens: number
  /** Millionths of a US dollar, by the prices in the configuration. */
  cost_micros: number
}

export type ReplyModelReading =
  | { choice: ReplyModelChoice; confidence: number; reason: null; usage: ReplyModelUsage }
  | { choice: null; confidence: 0; reason: ReplyModelFailure; usage: ReplyModelUsage | null }

/** Reads one reply against one offer. Never throws for what the model or the network does. */
export interface ReplyModel {
  /** For health and the decision record, e.g. the Bedrock model id. */
  readonly name: string
  /** Of the prompt and the tool together; changes with either. */
  readonly promptVersion: string
  read(request: ReplyModelRequest): Promise<ReplyModelReading>
}
