import type { TxCtx } from '#lib/core/context.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { CarrierFacts } from '#lib/domain/messaging/sms-gateway.ts'

/**
 * The columns for what the carrier told; what it did not tell stays as it is. The price counts in sums from then on in place
 * of our estimate, if it is in the clinic's currency.
 */
export async function carrierFields(tx: TxCtx, row: Pick<SmsMessage, 'clinic_id'>, facts: CarrierFacts) {
  const { price_micros: price, account, created_at } = facts
  const unit = facts.price_unit?.toUpperCase() ?? null
  const isPriced = price !== undefined && price !== null
  const clinic = isPriced
    ? await tx.tx.clinic.findUnique({ where: { id: row.clinic_id }, select: { currency: true } })
    : null
  return {
    ...(isPriced ? { carrier_price_micros: price, carrier_price_unit: unit } : {}),
    ...(isPriced && (unit === null || unit === clinic?.currency) ? { price_micros: price } : {}),
    ...(account ? { carrier_account: account } : {}),
    ...(created_at ? { carrier_created_at: new Date(created_at) } : {}),
  }
}
