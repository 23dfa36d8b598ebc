import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { VisitReminder } from '#lib/db/generated/client.ts'
import type { ReminderReason } from '#lib/domain/messaging/reminder.ts'
import { WAITING_STATES } from '#lib/domain/messaging/sms.ts'

/** Drops a text as long as no carrier has it, as in quiet hours. False: it has left, or is being sent. */
async function dropText(tx: TxCtx, id: string): Promise<boolean> {
  const dropped = await tx.tx.smsMessage.updateMany({
    where: { id, state: { in: [...WAITING_STATES] } },
    data: {
      state: 'cancelled',
      error_code: 'visit_changed',
      due_at: null,
      waits_for: null,
      updated_at: nowDate(tx),
    },
  })
  return dropped.count > 0
}

const textsOf = (reminders: readonly VisitReminder[]) =>
  new Set(reminders.flatMap(({ sms_message_id }) => sms_message_id ?? []))

/** The text is written anew for the visits that it still names: their reminders wait again and are due now. */
async function planAgain(tx: TxCtx, smsMessageId: string): Promise<void> {
  const now = nowDate(tx)
  await tx.tx.visitReminder.updateMany({
    where: { sms_message_id: smsMessageId, state: 'texted' },
    data: { state: 'planned', reason: null, sms_message_id: null, due_at: now, updated_at: now },
  })
}

/**
 * Drops the texts of these reminders that have not left, and answers the reminders that went with them. A text that named
 * other visits too is written anew for those.
 */
export async function dropUnsentReminders(
  tx: TxCtx,
  reminders: readonly VisitReminder[],
  reason: ReminderReason,
): Promise<VisitReminder[]> {
  const gone: VisitReminder[] = []
  for (const sms of textsOf(reminders)) {
    if (!(await dropText(tx, sms))) continue
    const own = reminders.filter(({ sms_message_id }) => sms_message_id === sms)
    await tx.tx.visitReminder.updateMany({
      where: { id: { in: own.map(({ id }) => id) }, sms_message_id: sms },
      data: { state: 'cancelled', reason, sms_message_id: null, updated_at: nowDate(tx) },
    })
    gone.push(...own)
    await planAgain(tx, sms)
  }
  return gone
}

/** Has the texts of these reminders written anew, as long as they have not left: what they say is not true any more. */
export async function rewriteUnsentReminders(tx: TxCtx, reminders: readonly VisitReminder[]): Promise<void> {
  for (const sms of textsOf(reminders)) if (await dropText(tx, sms)) await planAgain(tx, sms)
}

/** The same for one visit, whose texts name the provider whom it has just left. */
export async function rewriteRemindersOf(tx: TxCtx, appointment_id: string): Promise<void> {
  const texted = await tx.tx.visitReminder.findMany({
    where: { appointment_id, state: 'texted' },
    orderBy: { id: 'asc' },
  })
  await rewriteUnsentReminders(tx, texted)
}
