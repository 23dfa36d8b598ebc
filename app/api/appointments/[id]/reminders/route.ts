import {
  switchRemindersInput,
  visitRemindersQuery,
  visitRemindersView,
} from '#lib/domain/messaging/reminder-schema.ts'
import { route } from '#lib/http/route.ts'
import { readVisitReminders } from '#lib/services/reminder/list.ts'
import { switchReminders } from '#lib/services/reminder/switch.ts'

export const GET = route(
  {
    input: visitRemindersQuery,
    path: { id: 'appointment_id' },
    doc: {
      summary: 'Read the reminders of a visit',
      description: 'Which go when, whether they went, and why one did not.',
      scope: 'conversations:read',
      output: visitRemindersView,
    },
  },
  ({ ctx, input }) => readVisitReminders(ctx, input),
)

export const PUT = route(
  {
    input: switchRemindersInput,
    path: { id: 'appointment_id' },
    doc: {
      summary: 'Switch the reminders of a visit off or on',
      scope: 'appointments:write',
      output: visitRemindersView,
    },
  },
  ({ ctx, input }) => switchReminders(ctx, input),
)
