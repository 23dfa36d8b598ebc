import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { reminderReasonWords } from '#lib/domain/messaging/reminder.ts'
import {
  type VisitRemindersQuery,
  type VisitRemindersView,
  visitRemindersQuery,
} from '#lib/domain/messaging/reminder-schema.ts'
import { confirmedAt } from '../appointment/view.ts'

/**
 * The reminders of one visit: which go when, whether they went, and why one did not. Those of earlier times come first.
 * Throws `forbidden` without the right to read, `not_found` out of scope.
 */
export async function readVisitReminders(ctx: Ctx, query: VisitRemindersQuery): Promise<VisitRemindersView> {
  const { appointment_id } = parseInput(visitRemindersQuery, query)
  requirePermission(ctx, 'conversations:read')
  return viewVisitReminders(ctx, appointment_id)
}

/** The same for a caller whose right to it has been checked. Throws `not_found` out of scope. */
export async function viewVisitReminders(ctx: Ctx, appointment_id: string): Promise<VisitRemindersView> {
  const row = await store(ctx).appointment.findUnique({
    where: { id: appointment_id },
    include: {
      service_type: { select: { reminder_minutes: true } },
      reminders: {
        include: { message: { select: { id: true, state: true, sent_at: true, conversation_id: true } } },
        orderBy: [{ due_at: 'asc' }, { id: 'asc' }],
      },
    },
  })
  const visit = found(ctx, row, 'The appointment')
  return {
    appointment_id,
    is_on: !visit.reminders_off,
    has_rules: (visit.service_type?.reminder_minutes.length ?? 0) > 0,
    confirmed_at: confirmedAt(visit),
    reminders: visit.reminders.map(({ message, ...reminder }) => ({
      id: reminder.id,
      minutes_before: reminder.minutes_before,
      visit_at: reminder.visit_at.toISOString(),
      due_at: reminder.due_at.toISOString(),
      state: reminder.state,
      reason: reminder.reason === null ? null : reminderReasonWords(reminder.reason),
      text: message && { ...message, sent_at: message.sent_at?.toISOString() ?? null },
    })),
  }
}
