import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, store, type TxCtx } from '#lib/core/context.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { refreshPhone } from '../conversation/refresh.ts'

export type OptOutSource = 'carrier_word' | 'free_text' | 'carrier_error' | 'staff'

/** True when this phone has said STOP and not START since. By phone, across clinics and gateways. */
export async function isOptedOut(ctx: Ctx, phoneIndex: string): Promise<boolean> {
  const row = await store(ctx).optOut.findUnique({ where: { phone_index: phoneIndex } })
  return row !== null && row.opted_in_at === null
}

/** Throws `opted_out` when the phone must not be texted. Called inside every transaction that queues or sends. */
export async function refuseOptedOut(ctx: Ctx, phoneIndex: string): Promise<void> {
  if (!(await isOptedOut(ctx, phoneIndex))) return
  throw new SwitchboardError(
    'opted_out',
    'This number has opted out of texts. Nothing was sent. The patient can opt in again by texting START.',
  )
}

export interface OptOutFacts {
  phone_index: string
  phone_number: string
  source: OptOutSource
  clinic_id: string
  conversation_id?: string | null
  patient_id?: string | null
  sms_message_id?: string | null
}

/**
 * Stores the opt-out, drops every text that waits for this phone and tells all its conversations. The caller holds the
 * phone's lock. False: the phone had opted out before, and nothing has changed.
 */
export async function optOut(tx: TxCtx, facts: OptOutFacts): Promise<boolean> {
  if (await isOptedOut(tx, facts.phone_index)) return false
  const now = nowDate(tx)
  const values = {
    phone_sealed: tx.sealer.seal(
      { table: 'opt_out', column: 'phone_sealed', id: facts.phone_index },
      facts.phone_number,
    ),
    source: facts.source,
    opted_out_at: now,
    opted_in_at: null,
    sms_message_id: facts.sms_message_id ?? null,
    updated_at: now,
  }
  await tx.tx.optOut.upsert({
    where: { phone_index: facts.phone_index },
    create: { phone_index: facts.phone_index, ...values },
    update: values,
  })
  await tx.tx.smsMessage.updateMany({
    where: { phone_index: facts.phone_index, direction: 'outbound', state: 'queued' },
    data: { state: 'cancelled', error_code: 'opted_out', due_at: null, updated_at: now },
  })
  await record(tx, {
    action: 'phone.opted_out',
    subject: { kind: 'phone', id: facts.phone_index },
    clinicId: facts.clinic_id,
    conversationId: facts.conversation_id,
    patientId: facts.patient_id,
    detail: { source: facts.source },
  })
  await refreshPhone(tx, facts.phone_index)
  return true
}

/** Lifts an opt-out after START. Does nothing for a phone that never opted out. */
export async function optIn(
  tx: TxCtx,
  facts: Omit<OptOutFacts, 'source' | 'phone_number'>,
): Promise<boolean> {
  const now = nowDate(tx)
  const lifted = await tx.tx.optOut.updateMany({
    where: { phone_index: facts.phone_index, opted_in_at: null },
    data: { opted_in_at: now, updated_at: now },
  })
  if (lifted.count === 0) return false
  await record(tx, {
    action: 'phone.opted_in',
    subject: { kind: 'phone', id: facts.phone_index },
    clinicId: facts.clinic_id,
    conversationId: facts.conversation_id,
    patientId: facts.patient_id,
  })
  await refreshPhone(tx, facts.phone_index)
  return true
}
