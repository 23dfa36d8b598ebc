import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { reminderDueAt } from '#lib/domain/messaging/reminder.ts'
import { WAITING_STATES } from '#lib/domain/messaging/sms.ts'
import { rewriteUnsentReminders } from './drop-unsent.ts'

/**
 * Brings the reminders of a clinic in line with its new time zone, in the transaction that changed it. Visits stay at their
 * instants; a reminder of whole days keeps the clock's hour, so it moves where the zones change their clocks differently. A
 * text that waits names the hour of the old zone, and is written anew.
 */
export async function rezoneReminders(tx: TxCtx, clinicId: string, timeZone: string): Promise<void> {
  const now = nowDate(tx)
  const planned = await tx.tx.visitReminder.findMany({
    where: { clinic_id: clinicId, state: 'planned', visit_at: { gt: now } },
    orderBy: { id: 'asc' },
  })
  for (const { id, visit_at, minutes_before, due_at } of planned) {
    const due = reminderDueAt(visit_at.getTime(), minutes_before, timeZone)
    if (due === due_at.getTime()) continue
    await tx.tx.visitReminder.updateMany({
      where: { id, state: 'planned' },
      data: { due_at: new Date(due), updated_at: now },
    })
  }
  const waiting = await tx.tx.visitReminder.findMany({
    where: { clinic_id: clinicId, state: 'texted', message: { state: { in: [...WAITING_STATES] } } },
    orderBy: { id: 'asc' },
  })
  await rewriteUnsentReminders(tx, waiting)
}
