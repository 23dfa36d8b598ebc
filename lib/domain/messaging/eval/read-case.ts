import { type ReminderView, readAgainstReminders } from '../reply/reminder.ts'
import type { ReplyReading } from '../reply/types.ts'
import { readReply } from '../reply.ts'
import { SENT_AT } from './contexts.ts'
import type { EvalCase } from './parse-cases.ts'

const REMINDER: ReminderView = {
  sms_message_id: 'reminder',
  patient_id: 'patient',
  sent_at: SENT_AT,
  appointment_ids: ['visit'],
  is_latest_text: true,
}

/** The deterministic reader's reading of one labelled text, as for a real one: with the reminder where there was one. */
export function readCase({ text, context, context_name }: EvalCase): ReplyReading {
  const reading = readReply(text, context)
  if (context_name !== 'reminder') return reading
  const beside = {
    reminders: [REMINDER],
    open: [],
    received_at: context.received_at,
    visits: context.visits ?? [],
  }
  return readAgainstReminders(text, reading, beside)
}
