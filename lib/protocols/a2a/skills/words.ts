/** What a task says while it waits; read by people and models on the other side, so nothing of a patient's is in it. */
export const WAITS_FOR_PATIENT =
  'The patient was texted and may answer hours or days from now. Nothing is needed from you: this task goes on by itself. Cancel it to take the offer back.'

export const NOT_UNDERSTOOD =
  'This was not understood. What is understood, and how to write it, is in the artifact.'

/** For people and models whose words led to nothing. */
export const UNDERSTOOD = `Send a data part with {"message_type": ..., "payload": {...}} as in the A2A communication design, one of
REQUEST_APPOINTMENT, QUERY_AVAILABILITY, CONFIRM_SLOT, DECLINE_SLOTS, CANCEL_APPOINTMENT, RESCHEDULE_APPOINTMENT, UPDATE_UNAVAILABILITY, GET_CONVERSATION;
or {"action": ...} with the name and arguments of a tool, like send_appointment_sms, check_sms_response or get_conversation_state;
or plain words:
- Send appointment slots to +12015550101 [tomorrow afternoon] [with Dr. Smith]
- Check if the user responded to conversation conv_123
- What is the state of conversation conv_123?
- Request an appointment for +12015550101 [on Friday morning] [with Dr. Smith]
- Which times are free [tomorrow] [with Dr. Smith]?
- Confirm slot 2, or None of them, in a task that offered times
- Cancel appointment <appointment_id>
- Move appointment <appointment_id> to 2026-12-01T10:00:00-05:00`
