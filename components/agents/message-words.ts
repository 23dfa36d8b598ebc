const WORDS: Record<string, string> = {
  REQUEST_APPOINTMENT: 'Asks for times for the patient',
  QUERY_AVAILABILITY: 'Asks which times are free',
  AVAILABILITY: 'Names free times',
  OFFER_SLOTS: 'Picks times to offer',
  CONFIRM_SLOT: 'The patient chose a time',
  DECLINE_SLOTS: 'The patient wants none of them',
  REQUEST_BOOKING: 'Asks to book it',
  BOOKING_RESULT: 'Says whether it is booked',
  FINAL_APPOINTMENT_CONFIRMATION: 'Ends the matter',
  UPDATE_UNAVAILABILITY: 'Says when somebody is away',
  ACKNOWLEDGE_UPDATE: 'Has noted it',
  NOTIFY_APPOINTMENT_CHANGE: 'Says that a visit changed',
  PROACTIVE_SUGGESTION: 'Suggests times by itself',
  CANCEL_APPOINTMENT: 'Asks to cancel a visit',
  RESCHEDULE_APPOINTMENT: 'Asks to move a visit',
  GET_CONVERSATION: 'Asks for a conversation',
  task: 'Gives a task',
  response: 'Answers',
  status: 'Reports how far it is',
  error: 'Reports an error',
  heartbeat: 'Is alive',
}

/** The types that the bus knows; other agents may use any. */
export const KNOWN_TYPES: readonly string[] = Object.keys(WORDS)

/** What a message does, in words; types of outside agents as they wrote them. */
export const messageWords = (type: string) => WORDS[type] ?? type
