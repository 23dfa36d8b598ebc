import type { Ctx } from '#lib/core/context.ts'
import { whileLeased } from '#lib/core/lease.ts'
import { claimText } from './claim.ts'
import { reconcileText } from './reconcile.ts'
import { statusCallbackUrl } from './status-callback.ts'
import { storeOutcome } from './store-outcome.ts'

/**
 * Sends one queued text: claim, gateway, outcome. Runs twice or late without harm. A row left in `sending` by a dead
 * process, or `unknown`, is reconciled with the carrier and never blindly sent again.
 */
export async function deliverSms(ctx: Ctx, id: string): Promise<void> {
  const claimed = await claimText(ctx, id)
  if (!claimed) return reconcileText(ctx, id)
  const { row, attempt, started, gateway } = claimed
  const renew = (until: Date) =>
    ctx.db.smsMessage.updateMany({
      where: { id, attempt, state: 'sending' },
      data: { lease_until: until },
    })
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
