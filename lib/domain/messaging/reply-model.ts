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
  options: readonly ReplyModelOption[]
}

/** What a model may say besides a number. `question`: the patient asks something instead of choosing. */
export const REPLY_MODEL_INTENTS = ['none', 'opt_out', 'urgent', 'question', 'unclear'] as const
export type ReplyModelIntent = (typeof REPLY_MODEL_INTENTS)[number]

export type ReplyModelChoice = { kind: 'option'; reply_number: number } | { kind: ReplyModelIntent }

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
}

export type ReplyModelReading =
  | { choice: ReplyModelChoice; confidence: number; reason: null; usage: ReplyModelUsage }
  | { choice: null; confidence: 0; reason: ReplyModelFailure; usage: ReplyModelUsage | null }

/** Reads one reply against one offer. Never throws for what the model or the network does. */
export interface ReplyModel {
  /** For health and the decision record, e.g. the Bedrock model id. */
  readonly name: string
  read(request: ReplyModelRequest): Promise<ReplyModelReading>
}
