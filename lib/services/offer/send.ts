import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { OfferLead } from '#lib/domain/agents/envelope-payloads.ts'
import { conflict } from '#lib/domain/errors.ts'
import { type SendOfferInput, type SendOfferResult, sendOfferInput } from '#lib/domain/messaging/schema.ts'
import { holdExpiry } from '#lib/domain/scheduling/slots.ts'
import { holdOptions } from '../appointment/hold-options.ts'
import { lockProvidersFor } from '../appointment/provider-lock.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { type LockedConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { refuseOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { endOffer } from './end.ts'
import { movedVisit } from './moved-visit.ts'
import { type PreparedOffer, prepareOffer } from './prepare.ts'
import { findRepeatedOffer } from './repeated.ts'
import { sentResult } from './sent-result.ts'
import { composeOfferText } from './text.ts'
import { openThread } from './thread.ts'

/** When the offer ends: its time to live, but never after the last option could still be booked. */
function offerExpiry(tx: TxCtx, prepared: PreparedOffer, hours: number): Date {
  const ends = prepared.slots.map((slot) =>
    holdExpiry({
      now: tx.now(),
      offer_ttl_hours: hours,
      slot_starts_at: slot.starts_at.getTime(),
      minimum_notice_minutes: prepared.service?.minimum_notice_minutes ?? 0,
    }),
  )
  return new Date(Math.max(...ends))
}

/** Takes the times and stores offer and options. Throws `conflict` naming every lost slot; then nothing is kept. */
async function storeOffer(
  tx: TxCtx,
  conversation: LockedConversation,
  prepared: PreparedOffer,
  input: SendOfferInput,
  place: { round: number; moves_appointment_id: string | null },
) {
  const { patient, service, slots } = prepared
  const expiresAt = offerExpiry(tx, prepared, input.expires_in_hours ?? tx.config.offerTtlHours)
  const taken = await holdOptions(tx, {
    clinic_id: input.clinic_id,
    conversation_id: conversation.id,
    patient_id: patient.id,
    service_type_id: service?.id ?? null,
    held_until: expiresAt,
    options: slots,
    is_rule_checked: !tx.actor.permissions.has('bookings:override') || tx.actor.kind !== 'key',
    may_share: true,
    is_shared: input.is_shared === true,
  })
  const id = tx.newId()
  const now = nowDate(tx)
  await tx.tx.offer.create({
    data: {
      id,
      conversation_id: conversation.id,
      clinic_id: input.clinic_id,
      patient_id: patient.id,
      phone_index: patient.phone_index,
      service_type_id: service?.id ?? null,
      state: 'open',
      ...place,
      cost_estimate: input.cost_estimate ?? null,
      expires_at: expiresAt,
      created_by: tx.actor.name,
      created_at: now,
      updated_at: now,
    },
  })
  await tx.tx.offerOption.createMany({
    data: slots.map((slot, index) => ({
      id: tx.newId(),
      offer_id: id,
      slot_number: slot.slot_number,
      reply_number: slot.reply_number,
      provider_id: slot.provider_id,
      provider_name: slot.provider_name,
      starts_at: slot.starts_at,
      ends_at: slot.ends_at,
      blocked_from: taken[index]!.blocked_from,
      blocked_until: taken[index]!.blocked_until,
      cost_estimate: slot.cost_estimate,
      match_score: slot.match_score,
      reasoning: slot.reasoning,
      is_shared: taken[index]!.is_shared,
      appointment_id: taken[index]!.appointment_id,
    })),
  })
  return { id, expiresAt }
}

async function send(tx: TxCtx, input: SendOfferInput, agent: AgentOffer): Promise<SendOfferResult> {
  const lead = agent.lead ?? 'requested'
  const first = await prepareOffer(tx, input, null)
  await lockPhone(tx, first.patient.phone_index)
  await refuseOptedOut(tx, first.patient.phone_index)
  const conversation = await openThread(tx, {
    clinic_id: input.clinic_id,
    patient: first.patient,
    service_type_id: first.service?.id ?? null,
    external_id: input.conversation_id ?? null,
  })
  const repeated = await findRepeatedOffer(tx, conversation.id, input)
  if (repeated) return repeated
  const prepared = await prepareOffer(tx, input, conversation.id)
  if (prepared.patient.phone_index !== first.patient.phone_index)
    throw conflict('The number of this patient has just been changed. Send the offer again.', 'patient_id')
  await lockProvidersFor(tx, {
    provider_ids: prepared.slots.map((slot) => slot.provider_id),
    conversation_ids: prepared.superseded.map((older) => older.conversation_id),
  })
  for (const older of prepared.superseded) await endOffer(tx, older, 'superseded')
  const round = conversation.round + 1
  const moved = await movedVisit(tx, {
    conversation_id: conversation.id,
    service_type_id: prepared.service?.id ?? null,
    named: agent.moves_appointment_id,
  })
  const { id, expiresAt } = await storeOffer(tx, conversation, prepared, input, {
    round,
    moves_appointment_id: moved?.id ?? null,
  })
  const text = await composeOfferText(tx, prepared, input.cost_estimate ?? null, lead, moved)
  const message = await queueText(tx, {
    clinic_id: input.clinic_id,
    patient_id: prepared.patient.id,
    conversation_id: conversation.id,
    kind: 'offer',
    text,
    offer_id: id,
    expires_at: expiresAt,
  })
  await tx.tx.offer.update({ where: { id }, data: { sms_message_id: message.id } })
  await tx.tx.conversation.update({
    where: { id: conversation.id },
    data: { round, service_type_id: prepared.service?.id ?? conversation.service_type_id, closed_at: null },
  })
  await staffActed(tx, conversation.id)
  await refreshConversation(tx, conversation.id)
  for (const older of prepared.superseded) {
    if (older.conversation_id !== conversation.id) await refreshConversation(tx, older.conversation_id)
  }
  await record(tx, {
    action: 'offer.sent',
    subject: { kind: 'offer', id },
    clinicId: input.clinic_id,
    conversationId: conversation.id,
    patientId: prepared.patient.id,
    detail: { options: prepared.slots.length, round, lead },
  })
  return sentResult(tx, id, message.id)
}

/** What an agent may add to an offer. */
export interface AgentOffer {
  /** How its text begins. */
  lead?: OfferLead
  /** The visit that the patient gives up by choosing one of the options; left out: what the last offer was to move. */
  moves_appointment_id?: string | null
}

/**
 * Offers a patient up to nine times by text. Creates or continues the conversation, supersedes an older open offer for
 * the same service, holds every time until the offer ends (whole or not at all) and queues the text, in one
 * transaction. The same slots again within ten minutes get the first answer and no second text.
 * Throws `conflict` naming the lost slots, `opted_out`, `staff_has_it`, `invalid_input`, `not_found`.
 */
export async function sendOffer(
  ctx: Ctx,
  input: SendOfferInput,
  agent: AgentOffer = {},
): Promise<SendOfferResult> {
  const parsed = parseInput(sendOfferInput, input)
  return mutate(
    ctx,
    { name: 'offer.send', permission: 'offers:send', idempotencyKey: parsed.idempotency_key, input: parsed },
    (tx) => send(tx, parsed, agent),
  )
}
