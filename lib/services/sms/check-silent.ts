import { type Ctx, nowDate } from '#lib/core/context.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import type { CarrierStatus, UnknownSend } from '#lib/domain/messaging/sms-gateway.ts'
import { gatewayOf } from '../carrier/gateways.ts'
import { applyDeliveryStatus } from './apply-delivery-status.ts'
import { nextCheck } from './next-check.ts'

const WITH_CARRIER: readonly SmsMessage['state'][] = ['sent', 'delivered']

/** Asks the carrier about a text by its id and applies the answer. Undefined: this carrier cannot be asked. */
export async function fetchAndApply(
  ctx: Ctx,
  row: SmsMessage,
): Promise<CarrierStatus | UnknownSend | null | undefined> {
  const fetchStatus = gatewayOf(ctx, row.provider)?.fetchStatus
  const { provider_message_id } = row
  if (!fetchStatus || provider_message_id === null) return undefined
  const to = ctx.sealer.open({ table: 'sms_message', column: 'phone_sealed', id: row.id }, row.phone_sealed)
  const told = await fetchStatus({ provider_message_id, to })
  if (told?.kind === 'status') {
    const provider = row.provider as SmsProvider
    await applyDeliveryStatus(ctx, { ...told, provider, provider_message_id })
  }
  return told
}

/**
 * Asks about a text that the carrier took and has been silent about: whether it arrived, and what it cost. False: it is no
 * such text, or not time.
 */
export async function checkSilent(ctx: Ctx, row: SmsMessage): Promise<boolean> {
  const isDue = row.due_at !== null && row.due_at <= nowDate(ctx)
  const canAsk = row.provider !== 'mock' && gatewayOf(ctx, row.provider)?.fetchStatus !== undefined
  if (!isDue || !canAsk || !WITH_CARRIER.includes(row.state) || row.provider_message_id === null) return false
  await fetchAndApply(ctx, row)
  const now = await ctx.db.smsMessage.findUniqueOrThrow({ where: { id: row.id } })
  const due_at = nextCheck(ctx, {
    provider: now.provider,
    sent_at: now.sent_at ?? now.created_at,
    is_priced: now.state === 'delivered' && now.carrier_price_micros !== null,
  })
  await ctx.db.smsMessage.updateMany({
    where: { id: row.id, attempt: row.attempt, state: { in: [...WITH_CARRIER] } },
    data: { due_at },
  })
  return true
}
