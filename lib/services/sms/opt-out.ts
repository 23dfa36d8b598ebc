import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, store, type TxCtx } from '#lib/core/context.ts'
import type { OptInSource, OptOutSource } from '#lib/domain/consent/sources.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { WAITING_STATES } from '#lib/domain/messaging/sms.ts'
import { type ConsentFacts, lastConsent, recordConsent } from '../consent/record-event.ts'
import { refreshPhone } from '../conversation/refresh.ts'

/** True when this phone has said STOP and not START since. By phone, across clinics and gateways. */
export async function isOptedOut(ctx: Ctx, phoneIndex: string): Promise<boolean> {
  const row = await store(ctx).optOut.findUnique({ where: { phone_index: phoneIndex } })
  return row !== null && row.opted_in_at === null
}

/** A text as far as consent asks: what it is for, and the patient's text that it answers. */
interface ConsentedText {
  kind: string
  in_reply_to?: string | null
}

/**
 * True when this phone must not get this text. Asked in every transaction that queues or sends. The one exception is the
 * answer to the very text that said STOP, where no carrier gives it (47 CFR 64.1200(a)(12) allows one confirmation).
 */
export async function mayNotText(ctx: Ctx, phoneIndex: string, text: ConsentedText): Promise<boolean> {
  const row = await store(ctx).optOut.findUnique({ where: { phone_index: phoneIndex } })
  if (row === null || row.opted_in_at !== null) return false
  const isAnswerToStop =
    text.kind === 'carrier' && row.sms_message_id !== null && text.in_reply_to === row.sms_message_id
  return !isAnswerToStop
}

/** Throws `opted_out` when the phone must not be texted. Called inside every transaction that queues or sends. */
export async function refuseOptedOut(ctx: Ctx, phoneIndex: string, text?: ConsentedText): Promise<void> {
  if (!(await mayNotText(ctx, phoneIndex, text ?? { kind: 'any' }))) return
  throw new SwitchboardError(
    'opted_out',
    'This number has opted out of texts. Nothing was sent. The patient can opt in again by texting START.',
  )
}

export interface OptOutFacts extends ConsentFacts {
  phone_number: string
  source: OptOutSource
  clinic_id: string
}

/**
 * Stores the opt-out and its line in the ledger, drops every text that waits for this phone and tells all its
 * conversations. The caller holds the phone's lock. False: the phone had opted out before, and nothing has changed.
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
    where: { phone_index: facts.phone_index, direction: 'outbound', state: { in: [...WAITING_STATES] } },
    data: { state: 'cancelled', error_code: 'opted_out', due_at: null, updated_at: now },
  })
  await recordConsent(tx, { kind: 'opted_out', source: facts.source }, facts)
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

export interface OptInFacts extends ConsentFacts {
  source: OptInSource
  clinic_id: string
}

/**
 * Lifts an opt-out, after START or when staff recorded consent, with a line in the ledger. The caller holds the phone's
 * lock. False: the phone had not opted out; the consent is on record all the same, once.
 */
export async function optIn(tx: TxCtx, facts: OptInFacts): Promise<boolean> {
  const now = nowDate(tx)
  const lifted = await tx.tx.optOut.updateMany({
    where: { phone_index: facts.phone_index, opted_in_at: null },
    data: { opted_in_at: now, updated_at: now },
  })
  const isLifted = lifted.count > 0
  const last = isLifted ? null : await lastConsent(tx, facts.phone_index)
  const isRepeated =
    last?.kind === 'opted_in' && last.source === facts.source && facts.source === 'start_word'
  if (isRepeated) return false
  await recordConsent(tx, { kind: 'opted_in', source: facts.source }, facts)
  await record(tx, {
    action: isLifted ? 'phone.opted_in' : 'phone.consent_noted',
    subject: { kind: 'phone', id: facts.phone_index },
    clinicId: facts.clinic_id,
    conversationId: facts.conversation_id,
    patientId: facts.patient_id,
    detail: { source: facts.source },
  })
  if (isLifted) await refreshPhone(tx, facts.phone_index)
  return isLifted
}
