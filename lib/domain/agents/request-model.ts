/**
 * The optional model behind the plain words of outside agents: a port, because it is a network service. Its answer is
 * untrusted: the caller takes nothing from it that the peer has not written, and the requests are a closed list.
 */

/** What plain words can ask for. */
export const REQUEST_MODEL_KINDS = [
  'text_times_to_patient',
  'request_appointment',
  'find_free_times',
  'check_answer',
  'conversation_state',
  'cancel_appointment',
  'move_appointment',
] as const
/** And in a task that has offered times. */
export const REQUEST_MODEL_ANSWERS = ['take_time', 'decline_times'] as const
export type RequestModelKind = (typeof REQUEST_MODEL_KINDS)[number] | (typeof REQUEST_MODEL_ANSWERS)[number]

export interface RequestModelInput {
  /** What the peer wrote, with phone numbers replaced by `PHONE_1`, `PHONE_2` and so on. */
  text: string
  /** How many phone numbers were replaced. */
  phones: number
  /** The task has offered times. */
  has_offer: boolean
}

/** A request in the peer's own words; empty or null: not said. */
export interface RequestModelChoice {
  kind: RequestModelKind
  /** Which of the numbers, from 1. */
  phone: number | null
  conversation_id: string
  appointment_id: string
  slot_number: number | null
  start_time: string
  time_words: string
  provider: string
}

/** Null: it is none of the requests, it is not sure, or there is no answer that counts. */
export interface RequestModelReading {
  choice: RequestModelChoice | null
  confidence: number
}

/** Reads the plain words of one message. Never throws for what the model or the network does. */
export interface RequestModel {
  readonly name: string
  readRequest(input: RequestModelInput): Promise<RequestModelReading>
}
