import type { TimeWish } from '../../scheduling/time-wish.ts'
import type { OFFER_STATES } from '../schema.ts'
import type { StatedWishes } from './waiting-list.ts'

/** What a question can be about. Only the clinic's own approved answer is ever sent; `other` goes to a person. */
export const QUESTION_TOPICS = ['address', 'parking', 'preparation', 'cost', 'provider', 'other'] as const
export type QuestionTopic = (typeof QUESTION_TOPICS)[number]

export interface OfferOptionView {
  option_id: string
  /** The number that the text shows; offers open on one phone never share one. */
  reply_number: number
  /** The caller's own number. The reader never looks at it: patients have not seen it. */
  slot_number: number
  /** Epoch milliseconds. */
  starts_at: number
  ends_at: number
  provider_name: string
}

/** An offer of the phone that the text came from, as it was sent. */
export interface OfferView {
  offer_id: string
  /** IANA zone of the clinic: days and times in a reply are local there. */
  time_zone: string
  state: (typeof OFFER_STATES)[number]
  chosen_option_id?: string | null
  /** When its text was sent, epoch milliseconds. A reply received earlier cannot be about this offer. */
  sent_at?: number
  options: readonly OfferOptionView[]
}

/** A visit of this phone that is booked and still ahead. */
export interface VisitView {
  appointment_id: string
  /** Epoch milliseconds. */
  starts_at: number
  /** IANA zone of the clinic. */
  time_zone: string
  provider_name: string
}

/** A provider of the clinic that a wish may name. */
export interface ProviderView {
  provider_id: string
  name: string
}

/** What we asked back and is not answered yet. A text that was received before `asked_at` is no answer to it. */
export type QuestionView =
  | { kind: 'confirm_cancel'; question_id: string; asked_at: number }
  | {
      kind: 'which_patient'
      question_id: string
      asked_at: number
      choices: readonly { number: number; patient_id: string; first_name: string; last_name: string }[]
    }

export interface ReplyContext {
  /** Every recent offer of the phone, open or not. */
  offers: readonly OfferView[]
  visits?: readonly VisitView[]
  /** The clinic's providers, who may be asked for by name. */
  providers?: readonly ProviderView[]
  question?: QuestionView | null
  /** Zone for days and times when there is neither an offer nor a visit to take it from. */
  time_zone?: string
  is_opted_out: boolean
  /** Somebody with this phone is on a waiting list. */
  is_waiting?: boolean
  /** Epoch milliseconds, domain clock: options that have begun are not chosen any more. */
  now: number
  /** Epoch milliseconds: "tomorrow" counts from here. */
  received_at: number
  /** First names and surnames of the patient, so that a signed reply is read. */
  known_names?: readonly string[]
}

/** Why a text was not read. Closed list; the words for staff are in `detail`. */
export const UNCLEAR_REASONS = [
  'empty',
  'too_long',
  'reaction',
  'only_courtesy',
  'wrong_person',
  'limits_texts',
  'wants_to_cancel_visit',
  'wants_other_time',
  'wants_other_provider',
  'waiting_list',
  'question',
  'conditional',
  'retracted',
  'negated_option',
  'contradiction',
  'several_options',
  'several_offers',
  'several_people',
  'number_out_of_range',
  'number_not_a_choice',
  'ambiguous_time',
  'already_answered',
  'offer_closed',
  'option_in_past',
  'no_open_offer',
  'not_understood',
] as const
export type UnclearReason = (typeof UNCLEAR_REASONS)[number]

interface ReminderAnswer {
  sms_message_id: string
  appointment_ids: readonly string[]
  evidence: string
}

/** Each reading says in `evidence`, in a clerk's words, why the text was read so. */
export type ReplyReading =
  | {
      kind: 'option'
      offer_id: string
      option_id: string
      reply_number: number
      /** The offer was answered before, with another option. */
      is_change?: boolean
      /** The text also asks something: about these, else only a person knows. */
      has_question?: boolean
      topics?: readonly QuestionTopic[]
      evidence: string
    }
  | { kind: 'none'; offer_id: string; evidence: string }
  /** Wants times that were not offered; `offer_id`: instead of those of this offer; `declines`: it turns those down. Never books, only filters a search. */
  | { kind: 'other_times'; wish: TimeWish; declines?: boolean; offer_id: string | null; evidence: string }
  /** About a visit that stands: `wish` is what else was said about which one, or which time instead. Nothing is done on a guess. */
  | { kind: 'cancel_visit'; wish: TimeWish; evidence: string }
  | { kind: 'change_visit'; wish: TimeWish; evidence: string }
  | { kind: 'question'; topics: readonly QuestionTopic[]; evidence: string }
  /** The answer to what we asked back: give the visit up or keep it, or whom the text was about. */
  | { kind: 'confirm_cancel'; question_id: string; is_confirmed: boolean; evidence: string }
  | { kind: 'which_patient'; question_id: string; patient_id: string; evidence: string }
  /** C or R, or the same in words, in answer to a reminder of these visits. */
  | (ReminderAnswer & { kind: 'confirm_visit' })
  | (ReminderAnswer & { kind: 'other_time_for_visit' })
  | { kind: 'opt_out'; word: string; is_carrier_word: boolean; evidence: string }
  | { kind: 'help'; evidence: string }
  | { kind: 'join_waiting_list'; wishes: StatedWishes | null; evidence: string }
  | { kind: 'leave_waiting_list'; evidence: string }
  | { kind: 'opt_in'; evidence: string }
  | {
      kind: 'urgent'
      matched: string
      /** The same text also asks for no more texts: record that too. */
      revokes_consent?: boolean
      evidence: string
    }
  | {
      kind: 'unclear'
      reason: UnclearReason
      detail: string
      evidence: string
      /** The option that is not bookable any more but was clearly meant: only for choosing fresh ones. */
      about?: { offer_id: string; option_id: string }
    }
