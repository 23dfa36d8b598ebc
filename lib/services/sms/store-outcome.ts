import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { AcceptedSend, RefusedSend, SendOutcome } from '#lib/domain/messaging/sms-gateway.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { stopTexting } from './stop-texting.ts'

const SECOND_MS = 1_000
/** Waits before the next try of a text that the carrier may take later; after the last it has failed. */
const RETRY_AFTER_SECONDS = [5, 60, 300, 1_800] as const
/** When the carrier is asked about a text whose fate is unknown. */
export const FIRST_RECONCILE_SECONDS = 5

interface AttemptOutcome {
  id: string
  /** The fence: the outcome of an older attempt is not stored. */
  attempt: number
  outcome: SendOutcome
}

type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>
const readRow = (tx: TxCtx, id: string) => tx.tx.smsMessage.findUnique({ where: { id } })

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
    ...(outcome.segments ? { segments: outcome.segments } : {}),
    ...(outcome.price_micros ? { price_micros: outcome.price_micros } : {}),
  }
}

function refusedFields(outcome: RefusedSend, attempt: number, now: Date) {
  const wait = outcome.policy === 'retry' ? RETRY_AFTER_SECONDS[attempt - 1] : undefined
  if (wait === undefined)
    return { state: 'failed' as const, error_code: outcome.code, due_at: null, lease_until: null }
  const seconds = Math.max(wait, outcome.retry_after_seconds ?? 0)
  return {
    state: 'queued' as const,
    error_code: outcome.code,
    due_at: new Date(now.getTime() + seconds * SECOND_MS),
    lease_until: null,
  }
}

function fieldsOf(outcome: SendOutcome, attempt: number, now: Date) {
  if (outcome.kind === 'accepted') return acceptedFields(outcome, now)
  if (outcome.kind === 'refused') return refusedFields(outcome, attempt, now)
  const due_at = new Date(now.getTime() + FIRST_RECONCILE_SECONDS * SECOND_MS)
  return { state: 'unknown' as const, error_code: outcome.code, due_at, lease_until: null }
}

/** Stores what the gateway said about one attempt, fenced by it, and tells staff when the text will not arrive. */
export async function storeOutcome(ctx: Ctx, { id, attempt, outcome }: AttemptOutcome): Promise<void> {
  await mutate(ctx, { name: 'text.outcome', permission: null }, async (tx) => {
    const seen = await readRow(tx, id)
    if (!seen) return
    await lockPhone(tx, seen.phone_index)
    const now = nowDate(tx)
    const finished = new Date(tx.systemNow())
    const fields = fieldsOf(outcome, attempt, now)
    const stored = await tx.tx.smsMessage.updateMany({
      where: { id, attempt, state: { in: ['sending', 'unknown'] } },
      data: { ...fields, updated_at: now },
    })
    if (stored.count === 0) return
    if (fields.due_at) {
      const delayMs = fields.due_at.getTime() - now.getTime()
      tx.outgoing.wakes.push({ kind: 'sms.deliver', key: id, delayMs })
    }
    const started = await tx.tx.smsAttempt.findFirst({ where: { sms_message_id: id, attempt } })
    await tx.tx.smsAttempt.updateMany({
      where: { sms_message_id: id, attempt },
      data: {
        outcome: outcome.kind,
        code: outcome.kind === 'accepted' ? null : outcome.code,
        provider_message_id: outcome.kind === 'accepted' ? outcome.provider_message_id : null,
        finished_at: finished,
        duration_ms: started ? finished.getTime() - started.started_at.getTime() : null,
      },
    })
    await record(tx, {
      action: `text.${fields.state}`,
      subject: { kind: 'sms_message', id },
      clinicId: seen.clinic_id,
      conversationId: seen.conversation_id,
      patientId: seen.patient_id,
      detail: { attempt, provider: tx.ports.sms.provider, code: fields.error_code ?? null },
    })
    await afterState(tx, seen, fields.state)
    if (outcome.kind === 'refused' && outcome.policy === 'opt_out') await storeCarrierOptOut(tx, seen)
  })
}

async function storeCarrierOptOut(tx: TxCtx, row: Row): Promise<void> {
  await stopTexting(tx, {
    phone_index: row.phone_index,
    phone_number: tx.sealer.open(
      { table: 'sms_message', column: 'phone_sealed', id: row.id },
      row.phone_sealed,
    ),
    source: 'carrier_error',
    clinic_id: row.clinic_id,
    conversation_id: row.conversation_id,
    patient_id: row.patient_id,
    sms_message_id: row.id,
  })
}

/** Staff hear of a text that did not arrive; the conversation shows where it stands. */
export async function afterState(tx: TxCtx, row: Row, state: string): Promise<void> {
  if (!row.conversation_id) return
  if (state === 'failed' || state === 'undelivered') {
    await askStaff(tx, { conversation_id: row.conversation_id, reason: 'text_not_delivered' })
  } else {
    await refreshConversation(tx, row.conversation_id)
  }
}
