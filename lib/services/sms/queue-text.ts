import { SYSTEM } from '#lib/core/actors.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { MAX_SMS_CHARACTERS } from '#lib/domain/messaging/schema.ts'
import { countSegments, toGsmText } from '#lib/domain/messaging/segments.ts'
import type { ComposedText } from '../template/compose.ts'
import { refuseOptedOut } from './opt-out.ts'

/** What a text is for. `carrier` answers STOP, START or HELP where no carrier does. */
export type TextKind = 'offer' | 'confirmation' | 'notice' | 'staff' | 'carrier'

export interface QueuedText {
  clinic_id: string
  patient_id: string
  conversation_id: string
  kind: TextKind
  /** Composed, or a person's own words. */
  text: ComposedText | string
  offer_id?: string | null
  in_reply_to?: string | null
  /** Not sent after this, in the domain clock. */
  expires_at?: Date | null
  /** Leaves no earlier, in the domain clock; at once by default. */
  due_at?: Date
}

/**
 * Puts a text into the outbox and wakes its job; it leaves with the transaction's commit. The stored body is what is
 * sent, GSM-7 where the words allow it. Throws `opted_out` for a phone that said STOP (except the answer to STOP
 * itself) and `invalid_input` for a text longer than carriers take.
 */
export async function queueText(
  tx: TxCtx,
  queued: QueuedText,
): Promise<{ id: string; text: string; segments: number }> {
  const patient = await tx.tx.patient.findUniqueOrThrow({ where: { id: queued.patient_id } })
  await refuseOptedOut(tx, patient.phone_index, queued)
  const { text: words, version } =
    typeof queued.text === 'string' ? { text: queued.text, version: null } : queued.text
  const text = toGsmText(words)
  if (text.length > MAX_SMS_CHARACTERS) {
    throw invalidInput(
      `The text has ${text.length} characters; carriers take at most ${MAX_SMS_CHARACTERS}.`,
      'text',
    )
  }
  const phone = tx.sealer.open(
    { table: 'patient', column: 'phone_sealed', id: patient.id },
    patient.phone_sealed,
  )
  const { segments } = countSegments(text)
  const id = tx.newId()
  const now = nowDate(tx)
  await tx.tx.smsMessage.create({
    data: {
      id,
      clinic_id: queued.clinic_id,
      conversation_id: queued.conversation_id,
      patient_id: queued.patient_id,
      direction: 'outbound',
      kind: queued.kind,
      state: 'queued',
      phone_index: patient.phone_index,
      phone_sealed: tx.sealer.seal({ table: 'sms_message', column: 'phone_sealed', id }, phone),
      body_sealed: tx.sealer.seal({ table: 'sms_message', column: 'body_sealed', id }, text),
      provider: tx.ports.sms.provider,
      offer_id: queued.offer_id ?? null,
      in_reply_to: queued.in_reply_to ?? null,
      // Automatic answers are ours, although it was the patient's text that moved us.
      sent_by: tx.actor.kind === 'patient' ? SYSTEM.name : tx.actor.name,
      text_version: version,
      segments,
      price_micros: segments * tx.config.smsPriceMicros.outbound,
      due_at: queued.due_at ?? now,
      expires_at: queued.expires_at ?? null,
      created_at: now,
      updated_at: now,
    },
  })
  await tx.tx.conversation.update({
    where: { id: queued.conversation_id },
    data: { last_message_at: now, updated_at: now },
  })
  tx.outgoing.wakes.push({ kind: 'sms.deliver', key: id })
  tx.outgoing.events.push({
    type: 'conversation.changed',
    id: queued.conversation_id,
    clinic_id: queued.clinic_id,
  })
  return { id, text, segments }
}
