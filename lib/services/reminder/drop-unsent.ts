import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { VisitReminder } from '#lib/db/generated/client.ts'
import type { ReminderReason } from '#lib/domain/messaging/reminder.ts'

/**
 * Drops the texts of these reminders as long as no carrier has them, as in quiet hours. A text that named other visits too
 * is written anew for those: their reminders wait again and are due now.
 */
export async function dropUnsentReminders(
  tx: TxCtx,
  reminders: readonly VisitReminder[],
  reason: ReminderReason,
): Promise<void> {
  const now = nowDate(tx)
  const own = reminders.map(({ id }) => id)
  for (const sms of new Set(reminders.flatMap(({ sms_message_id }) => sms_message_id ?? []))) {
    const dropped = await tx.tx.smsMessage.updateMany({
      where: { id: sms, state: { in: ['queued', 'scheduled'] } },
      data: {
        state: 'cancelled',
        error_code: 'visit_changed',
        due_at: null,
        waits_for: null,
        updated_at: now,
      },
    })
    if (dropped.count === 0) continue
    await tx.tx.visitReminder.updateMany({
      where: { sms_message_id: sms, id: { in: own } },
      data: { state: 'cancelled', reason, sms_message_id: null, updated_at: now },
    })
    await tx.tx.visitReminder.updateMany({
      where: { sms_message_id: sms, id: { notIn: own }, state: 'texted' },
      data: { state: 'planned', reason: null, sms_message_id: null, due_at: now, updated_at: now },
    })
  }
}
