import { readPatientText } from '../read-patient-text.ts'
import type { Classifier } from '../reply/classifier/classifier.ts'
import type { ReminderView } from '../reply/reminder.ts'
import type { ReplyReading } from '../reply/types.ts'
import { SENT_AT } from './contexts.ts'
import type { EvalCase } from './parse-cases.ts'
import { type Judged, judge } from './score.ts'

const REMINDER: ReminderView = {
  sms_message_id: 'reminder',
  patient_id: 'patient',
  sent_at: SENT_AT,
  appointment_ids: ['visit'],
  is_latest_text: true,
}

/** The reading of one labelled text, as for a real one: with the reminder where there was one, and without the reply model. */
export function readCase({ text, context, context_name }: EvalCase, classifier?: Classifier): ReplyReading {
  const beside = {
    reminders: context_name === 'reminder' ? [REMINDER] : [],
    open: [],
    received_at: context.received_at,
    visits: context.visits ?? [],
  }
  return readPatientText(text, context, beside, classifier).reading
}

/** The verdict about one labelled text, read without the reply model, which would cost something. */
export const judgeCase = (labelled: EvalCase, classifier?: Classifier): Judged => ({
  id: labelled.id,
  expected: labelled.expected,
  verdict: judge(labelled.expected, readCase(labelled, classifier)),
  cost_micros: 0,
})
