import { z } from 'zod'
import { id, instant } from '../wire.ts'
import { REMINDER_STATES } from './reminder.ts'
import { smsState } from './schema.ts'

const visitReminderView = z.object({
  id,
  minutes_before: z.number().int(),
  visit_at: instant.describe('When the visit began as this was planned.'),
  due_at: instant,
  state: z.enum(REMINDER_STATES),
  reason: z.string().nullable().describe('Why it was skipped or cancelled, in a clerk’s words.'),
  text: z
    .object({ id, state: smsState, sent_at: instant.nullable(), conversation_id: id.nullable() })
    .nullable()
    .describe('The text that named the visit, which may name others too.'),
})
export type VisitReminderView = z.infer<typeof visitReminderView>

export const visitRemindersView = z.object({
  appointment_id: id,
  is_on: z.boolean().describe('False: switched off for this visit.'),
  has_rules: z.boolean().describe('Whether the service has any reminders.'),
  confirmed_at: instant.nullable(),
  reminders: z.array(visitReminderView),
})
export type VisitRemindersView = z.infer<typeof visitRemindersView>

export const visitRemindersQuery = z.object({ appointment_id: id })
export type VisitRemindersQuery = z.infer<typeof visitRemindersQuery>
export const switchRemindersInput = z.object({ appointment_id: id, is_on: z.boolean() })
export type SwitchRemindersInput = z.infer<typeof switchRemindersInput>
