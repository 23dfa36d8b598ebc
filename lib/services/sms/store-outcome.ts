import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import type { AcceptedSend, SendOutcome } from '#lib/domain/messaging/sms-gateway.ts'
import { noteGateway } from '../carrier/health.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { fieldsAfterFailedTry, keepCarrierOptOut } from './after-failed-try.ts'
import { carrierFields } from './carrier-facts.ts'
import { nextCheck } from './next-check.ts'

const SECOND_MS = 1_000
/** When the carrier is asked about a text whose fate is unknown. */
export const FIRST_RECONCILE_SECONDS = 5

interface AttemptOutcome {
  id: string
  /** The fence: the outcome of an older attempt is not stored. */
  attempt: number
  provider: SmsProvider
  outcome: SendOutcome
}

/** What the row becomes when the carrier has the text. Progress that is due later is applied by reconcileText. */
export function acceptedFields(outcome: AcceptedSend, now: Date) {
  const { delivery } = outcome
  const isNow = delivery !== null && delivery.after_seconds <= 0
  return {
    state: isNow ? delivery.state : ('sent' as const),
    provider_message_id: outcome.provider_message_id,
    sent_at: now,
    delivered_at: isNow && delivery.state === 'delivered' ? now : null,
    error_code: isNow ? (delivery.error_code ?? null) : null,
    due_at: delivery && !isNow ? new Date(now.getTime() + delivery.after_seconds * SECOND_MS) : null,
    lease_until: null,
    waits_for: null,
    ...(outcome.segments ? { segments: outcome.segments } : {}),
  }
}

async function fieldsOf(tx: TxCtx, row: SmsMessage, provider: SmsProvider, outcome: SendOutcome) {
  const now = nowDate(tx)
  if (outcome.kind === 'accepted') {
    const fields = acceptedFields(outcome, now)
    return { ...fields, due_at: fields.due_at ?? nextCheck(tx, { provider, sent_at: now, is_priced: false }) }
  }
  if (outcome.kind === 'refused') {
    return fieldsAfterFailedTry(tx, row, { ...outcome, provider, otherwise: 'failed' })
  }
  const due_at = new Date(now.getTime() + FIRST_RECONCILE_SECONDS * SECOND_MS)
  return { state: 'unknown' as const, error_code: outcome.code, due_at, lease_until: null }
}

/** The try itself, whatever became of its text meanwhile: a carrier's report can be faster than its own answer. */
async function storeAttempt(tx: TxCtx, { id, attempt, outcome }: AttemptOutcome): Promise<void> {
  const finished = new Date(tx.systemNow())
  const where = { sms_message_id: id, attempt }
  const started = await tx.tx.smsAttempt.findFirst({ where })
  // Not there, or no longer: the texts of the mock gateway can be cleared while one is on its way.
  if (started === null) return
  await tx.tx.smsAttempt.updateMany({
    where,
    data: {
      outcome: outcome.kind,
      code: outcome.kind === 'accepted' ? null : outcome.code,
      ...(outcome.kind === 'accepted' ? { provider_message_id: outcome.provider_message_id } : {}),
      finished_at: finished,
      duration_ms: finished.getTime() - started.started_at.getTime(),
    },
  })
}

/** Stores what the gateway said about one attempt, fenced by it, and tells staff when the text will not arrive. */
export async function storeOutcome(ctx: Ctx, told: AttemptOutcome): Promise<void> {
  const { id, attempt, provider, outcome } = told
  await mutate(ctx, { name: 'text.outcome', permission: null }, async (tx) => {
    const seen = await tx.tx.smsMessage.findUnique({ where: { id } })
    if (!seen) return
    await lockPhone(tx, seen.phone_index)
    await storeAttempt(tx, told)
    const now = nowDate(tx)
    const fields = await fieldsOf(tx, seen, provider, outcome)
    const carrier = outcome.kind === 'accepted' ? await carrierFields(tx, seen, outcome) : {}
    const stored = await tx.tx.smsMessage.updateMany({
      where: { id, attempt, state: { in: ['sending', 'unknown'] } },
      data: { ...fields, ...carrier, updated_at: now },
    })
    if (stored.count === 0) {
      await tx.tx.smsMessage.updateMany({ where: { id, attempt }, data: carrier })
      return
    }
    if (fields.due_at && outcome.kind !== 'accepted') wakeAt(tx, id, fields.due_at)
    await record(tx, {
      action: `text.${fields.state}`,
      subject: { kind: 'sms_message', id },
      clinicId: seen.clinic_id,
      conversationId: seen.conversation_id,
      patientId: seen.patient_id,
      detail: { attempt, provider, code: fields.error_code ?? null },
    })
    await afterState(tx, seen, fields.state)
    if (outcome.kind === 'refused') await keepCarrierOptOut(tx, seen, { provider, code: outcome.code })
    await noteGateway(tx, provider, outcome.kind === 'accepted' ? null : outcome.code)
  })
}

/** A wake-up for the time at which the text is looked at again. */
export function wakeAt(tx: TxCtx, id: string, due: Date): void {
  tx.outgoing.wakes.push({ kind: 'sms.deliver', key: id, delayMs: Math.max(0, due.getTime() - tx.now()) })
}

/** Staff hear of a text that did not arrive; the conversation shows where it stands. */
export async function afterState(tx: TxCtx, row: SmsMessage, state: string): Promise<void> {
  if (!row.conversation_id) return
  if (state === 'failed' || state === 'undelivered') {
    await askStaff(tx, { conversation_id: row.conversation_id, reason: 'text_not_delivered' })
  } else {
    await refreshConversation(tx, row.conversation_id)
  }
}
