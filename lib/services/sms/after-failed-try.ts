import type { TxCtx } from '#lib/core/context.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { nextTry } from '#lib/domain/messaging/next-try.ts'
import { otherGateways } from '../carrier/gateways.ts'
import { stopTexting } from './stop-texting.ts'

export interface FailedTryFacts {
  provider: SmsProvider
  code: string | null
  retry_after_seconds?: number
  /** Where the text ends when there is no other try: `failed` was refused, `undelivered` was told later. */
  otherwise: 'failed' | 'undelivered'
}

/**
 * What a text becomes after a try that did not reach the patient: in the queue again, for the same carrier or another, or at
 * its end. A try that would come after the text has lost its meaning is not waited for.
 */
export async function fieldsAfterFailedTry(tx: TxCtx, row: SmsMessage, failed: FailedTryFacts) {
  const { provider, code, otherwise } = failed
  const tries = await tx.tx.smsAttempt.count({ where: { sms_message_id: row.id, provider } })
  const others = await otherGateways(tx, row)
  const next = nextTry({ ...failed, tries, others: others.map((gateway) => gateway.provider) })
  const due_at = next.kind === 'again' ? new Date(tx.now() + next.wait_ms) : null
  if (next.kind === 'give_up' || (row.expires_at && due_at! >= row.expires_at)) {
    return { state: otherwise, error_code: code, due_at: null, lease_until: null, waits_for: null }
  }
  return {
    state: 'queued' as const,
    provider: next.provider,
    provider_message_id: null,
    error_code: code,
    due_at,
    lease_until: null,
    waits_for: next.wait_ms > 0 ? 'retry' : null,
    // A text that was told not to have arrived has not been sent, as far as replies to it go.
    sent_at: null,
  }
}

/**
 * Stores the opt-out that only the carrier knew of: Twilio's 21610 is its notice of one, AWS refuses with an exception. The
 * caller holds the phone's lock.
 */
export async function keepCarrierOptOut(
  tx: TxCtx,
  row: SmsMessage,
  { provider, code }: Pick<FailedTryFacts, 'provider' | 'code'>,
): Promise<void> {
  if (classifyCarrierError(provider, code).policy !== 'opt_out') return
  await stopTexting(tx, {
    phone_index: row.phone_index,
    phone_number: tx.sealer.open(
      { table: 'sms_message', column: 'phone_sealed', id: row.id },
      row.phone_sealed,
    ),
    source: provider === 'aws' ? 'carrier_error' : 'carrier_notice',
    clinic_id: row.clinic_id,
    conversation_id: row.conversation_id,
    patient_id: row.patient_id,
    sms_message_id: row.id,
  })
}
