import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { Alert } from '#lib/db/generated/client.ts'
import type { Trouble } from '#lib/domain/operations/alert.ts'

type PostEvent = 'opened' | 'closed'

/** Puts an event of an alert on its way to the webhook; once, whoever tries. */
export async function addPost(tx: TxCtx, alertId: string, event: PostEvent): Promise<void> {
  const now = new Date(tx.systemNow())
  await tx.tx.alertPost.createMany({
    data: [{ id: tx.newId(), alert_id: alertId, event, state: 'pending', due_at: now, created_at: now }],
    skipDuplicates: true,
  })
}

async function announce(tx: TxCtx, alert: Alert, event: PostEvent): Promise<void> {
  await record(tx, {
    action: `alert.${event}`,
    subject: { kind: 'alert', id: alert.id },
    clinicId: alert.clinic_id,
    detail: { kind: alert.kind, subject: alert.subject, opened_at: alert.opened_at.toISOString() },
  })
  tx.outgoing.events.push({ type: 'alert.changed', id: alert.id, clinic_id: alert.clinic_id })
}

/** Opens an alert unless one is open for this trouble already; that one is brought up to date. Returns whether it opened. */
export async function openAlert(
  tx: TxCtx,
  trouble: Trouble,
  options: { hasWebhook: boolean },
): Promise<boolean> {
  const { kind, subject, clinic_id, message } = trouble
  const now = new Date(tx.systemNow())
  const seen = await tx.tx.alert.updateMany({
    where: { kind, subject, closed_at: null },
    data: { last_seen_at: now, message },
  })
  if (seen.count > 0) return false
  const [alert] = await tx.tx.alert.createManyAndReturn({
    data: [{ id: tx.newId(), kind, subject, clinic_id, message, opened_at: now, last_seen_at: now }],
    skipDuplicates: true,
  })
  if (!alert) return false
  await announce(tx, alert, 'opened')
  if (options.hasWebhook) await addPost(tx, alert.id, 'opened')
  return true
}

/** Closes an alert; whoever heard that it opened hears that it is over. Returns whether it was open. */
export async function closeAlert(tx: TxCtx, alertId: string): Promise<boolean> {
  const [alert] = await tx.tx.alert.updateManyAndReturn({
    where: { id: alertId, closed_at: null },
    data: { closed_at: new Date(tx.systemNow()) },
  })
  if (!alert) return false
  await announce(tx, alert, 'closed')
  if ((await tx.tx.alertPost.count({ where: { alert_id: alert.id } })) > 0)
    await addPost(tx, alert.id, 'closed')
  return true
}
