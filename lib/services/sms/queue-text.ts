import { SYSTEM } from '#lib/core/actors.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { MAX_SMS_CHARACTERS } from '#lib/domain/messaging/schema.ts'
import { countSegments, estimatePrice, toGsmText } from '#lib/domain/messaging/segments.ts'
import type { Hold } from '#lib/domain/messaging/text-policy.ts'
import { firstGateway } from '../carrier/pick.ts'
import type { ComposedText } from '../template/compose.ts'
import { type HeldText, judgeText } from './hold.ts'
import { refuseOptedOut } from './opt-out.ts'

/** What a text is for. `carrier` answers STOP, START or HELP where no carrier does. */
export type TextKind = 'offer' | 'confirmation' | 'notice' | 'reminder' | 'staff' | 'carrier'

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
  /** A person has decided that no rule holds it, and has said why. */
  sends_now?: boolean
}

export interface QueuedResult {
  id: string
  text: string
  segments: number
  /** What it waits for; null: it leaves now. */
  hold: Hold | null
}

/** Until when it waits, from the start: by its own time, or by the clinic's rules. */
async function firstHold(tx: TxCtx, queued: QueuedText, held: HeldText): Promise<Hold | null> {
  const { due_at } = queued
  if (due_at && due_at > nowDate(tx)) return { until: due_at.getTime(), why: 'send_later' }
  return (await judgeText(tx, held)).hold
}

/**
 * Puts a text into the outbox; it leaves with the commit, or waits for its time or the clinic’s rules. The stored body is
 * what is sent, GSM-7 where the words allow it. Throws `opted_out` for a phone that said STOP (except the answer to STOP
 * itself) and `invalid_input` for a text longer than carriers take.
 */
export async function queueText(tx: TxCtx, queued: QueuedText): Promise<QueuedResult> {
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
  const held: HeldText = {
    kind: queued.kind,
    clinic_id: queued.clinic_id,
    patient_id: patient.id,
    phone_index: patient.phone_index,
    is_answer: tx.actor.kind === 'patient' && tx.actor.id === patient.id,
    sends_now: queued.sends_now ?? false,
    created_at: now,
  }
  const hold = await firstHold(tx, queued, held)
  const { provider } = await firstGateway(tx, queued.conversation_id)
  await tx.tx.smsMessage.create({
    data: {
      id,
      ...held,
      conversation_id: queued.conversation_id,
      direction: 'outbound',
      state: hold ? 'scheduled' : 'queued',
      waits_for: hold?.why ?? null,
      phone_sealed: tx.sealer.seal({ table: 'sms_message', column: 'phone_sealed', id }, phone),
      body_sealed: tx.sealer.seal({ table: 'sms_message', column: 'body_sealed', id }, text),
      provider,
      offer_id: queued.offer_id ?? null,
      in_reply_to: queued.in_reply_to ?? null,
      // Automatic answers are ours, although it was the patient's text that moved us.
      sent_by: tx.actor.kind === 'patient' ? SYSTEM.name : tx.actor.name,
      text_version: version,
      segments,
      price_micros: estimatePrice(segments, tx.config.smsPrices[provider].outbound),
      due_at: hold ? new Date(hold.until) : now,
      expires_at: queued.expires_at ?? null,
      updated_at: now,
    },
  })
  await tx.tx.conversation.update({
    where: { id: queued.conversation_id },
    data: { last_message_at: now, updated_at: now },
  })
  if (!hold) tx.outgoing.wakes.push({ kind: 'sms.deliver', key: id })
  tx.outgoing.events.push({
    type: 'conversation.changed',
    id: queued.conversation_id,
    clinic_id: queued.clinic_id,
  })
  return { id, text, segments, hold }
}
