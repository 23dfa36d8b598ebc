import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { leaseEnd, whileLeased } from '#lib/core/lease.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isBuiltinAgent } from '#lib/domain/agents/builtin.ts'
import { lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { mayNotText } from './opt-out.ts'
import { quietUntil } from './quiet.ts'
import { reconcileText } from './reconcile.ts'
import { statusCallbackUrl } from './status-callback.ts'
import { storeOutcome } from './store-outcome.ts'

/** Why a queued text is not sent after all, or null. */
async function refusal(tx: TxCtx, message: QueuedRow): Promise<string | null> {
  if (await mayNotText(tx, message.phone_index, message)) return 'opted_out'
  if (message.expires_at && message.expires_at <= nowDate(tx)) return 'expired'
  if (message.kind !== 'offer') return null
  const offer = message.offer_id ? await tx.tx.offer.findUnique({ where: { id: message.offer_id } }) : null
  if (offer && offer.state !== 'open') return 'offer_closed'
  const isStaffs = message.conversation?.taken_over_by && isBuiltinAgent(message.sent_by ?? '')
  return isStaffs ? 'staff_has_it' : null
}

type QueuedRow = NonNullable<Awaited<ReturnType<typeof readQueued>>>
const readQueued = (tx: TxCtx, id: string) =>
  tx.tx.smsMessage.findUnique({
    where: { id },
    include: { conversation: { select: { taken_over_by: true } } },
  })

/** Takes the text for one attempt, committed before the network is touched. Null: nothing to do, or dropped. */
async function claim(
  ctx: Ctx,
  id: string,
): Promise<{ row: QueuedRow; attempt: number; started: Date } | null> {
  return mutate(ctx, { name: 'text.claim', permission: null }, async (tx) => {
    const seen = await readQueued(tx, id)
    if (!seen) return null
    await lockPhone(tx, seen.phone_index)
    const row = await readQueued(tx, id)
    if (row?.state !== 'queued' || (row.due_at && row.due_at > nowDate(tx))) return null
    const why = await refusal(tx, row)
    if (why) {
      await drop(tx, row, why)
      return null
    }
    const due_at = await quietUntil(tx, row)
    if (due_at) {
      await tx.tx.smsMessage.update({ where: { id }, data: { due_at, updated_at: nowDate(tx) } })
      return null
    }
    const started = new Date(tx.systemNow())
    const attempt = row.attempt + 1
    const claimed = await tx.tx.smsMessage.updateMany({
      where: { id, state: 'queued', attempt: row.attempt },
      data: {
        state: 'sending',
        attempt,
        lease_until: leaseEnd(tx),
        updated_at: nowDate(tx),
      },
    })
    if (claimed.count === 0) return null
    await tx.tx.smsAttempt.create({
      data: {
        id: tx.newId(),
        sms_message_id: id,
        attempt,
        provider: tx.ports.sms.provider,
        started_at: started,
      },
    })
    return { row, attempt, started }
  })
}

async function drop(tx: TxCtx, row: QueuedRow, why: string): Promise<void> {
  await tx.tx.smsMessage.update({
    where: { id: row.id },
    data: { state: 'cancelled', error_code: why, due_at: null, updated_at: nowDate(tx) },
  })
  await record(tx, {
    action: 'text.dropped',
    subject: { kind: 'sms_message', id: row.id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { reason: why },
  })
  if (row.conversation_id) await refreshConversation(tx, row.conversation_id)
}

/**
 * Sends one queued text: claim, gateway, outcome. Runs twice or late without harm. A row left in `sending` by a dead
 * process, or `unknown`, is reconciled with the carrier and never blindly sent again.
 */
export async function deliverSms(ctx: Ctx, id: string): Promise<void> {
  const claimed = await claim(ctx, id)
  if (!claimed) return reconcileText(ctx, id)
  const { row, attempt, started } = claimed
  const renew = (until: Date) =>
    ctx.db.smsMessage.updateMany({
      where: { id, attempt, state: 'sending' },
      data: { lease_until: until },
    })
  const gateway = ctx.ports.sms
  const outcome = await whileLeased(ctx, renew, () =>
    gateway.send({
      message_id: id,
      attempt,
      to: ctx.sealer.open({ table: 'sms_message', column: 'phone_sealed', id }, row.phone_sealed),
      body: ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id }, row.body_sealed),
      sent_at: started.getTime(),
      ...statusCallbackUrl(ctx, gateway, { message_id: id, attempt }),
    }),
  )
  await storeOutcome(ctx, { id, attempt, provider: gateway.provider, outcome })
}
