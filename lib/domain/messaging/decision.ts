/** Who can have read a text. */
export const READERS = ['rules', 'classifier', 'model', 'person'] as const
export type Reader = (typeof READERS)[number]

/** What was done about a patient's text, in the words that staff read beside it. */
export const DECISION_OUTCOMES = {
  booking_requested: 'The agents were asked to book it',
  change_requested: 'The agents were asked to move the visit',
  fresh_times_requested: 'The agents are finding other times',
  wished_times_requested: 'The agents are finding the times that were asked for',
  asked_to_confirm: 'The patient was asked whether the visit is to be given up',
  visit_cancelled: 'The visit was cancelled, as the patient confirmed',
  visit_kept: 'The visit stays, as the patient answered',
  asked_which_patient: 'The patient was asked whom the text is about',
  question_answered: 'Answered in the clinic’s approved words',
  emergency_text_sent: 'Put in front of staff as urgent; the emergency number was sent',
  suggestion_declined: 'Noted; the patient hears that nothing has changed',
  joined_waiting_list: 'Put on the waiting list',
  changed_waiting_list: 'Changed what suits on the waiting list',
  left_waiting_list: 'Taken off the waiting list',
  not_on_waiting_list: 'Told that there is no entry on the waiting list',
  asked_again: 'The patient was asked for a plain answer',
  noted: 'Noted; it needs no answer',
  visit_confirmed: 'The visit is confirmed, and the patient was thanked',
  other_times_requested: 'The agents are finding other times; the visit stays until then',
  confirmed_again: 'The visit was confirmed to the patient again',
  under_way: 'Already under way; nothing more to do',
  staff_asked: 'Put in front of staff',
  left_to_staff: 'Left to the member of staff who has the conversation',
  opted_out: 'No more texts go to this number',
  opted_in: 'This number may be texted again',
  help_sent: 'Help was sent',
  help_by_carrier: 'The carrier answers HELP itself',
} as const

export type DecisionOutcome = keyof typeof DECISION_OUTCOMES

/** The outcome in words; one from an older release reads as it is. */
export const decisionWords = (outcome: string): string =>
  Object.hasOwn(DECISION_OUTCOMES, outcome) ? DECISION_OUTCOMES[outcome as DecisionOutcome] : outcome
