import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { OptOutSource } from '#lib/domain/consent/sources.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import { UNCLEAR_WORDS } from '#lib/domain/messaging/reply/why-unclear.ts'
import { HOUR_MS } from '#lib/domain/scheduling/units.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { actOnConfirmVisit, actOnOtherTime } from '../reminder/act-on-reply.ts'
import { composeText } from '../template/compose.ts'
import { actOnNone, actOnOption } from './act-on-choice.ts'
import { actOnOtherTimes } from './act-on-other-times.ts'
import { actOnQuestion } from './act-on-question.ts'
import { actOnUnclear } from './act-on-unclear.ts'
import { actOnCancelVisit, actOnChangeVisit, actOnConfirmCancel } from './act-on-visit.ts'
import { actOnJoin, actOnLeave } from './act-on-waiting-list.ts'
import { answerWith } from './answer-with.ts'
import { isOursToAnswer } from './carrier-word.ts'
import { openText } from './open-text.ts'
import { isOptedOut, optIn } from './opt-out.ts'
import type { Received } from './received.ts'
import { stopTexting } from './stop-texting.ts'

/** Carriers opt out whoever texts these alone; patients also mean their visit by them. */
const MAY_MEAN_VISIT: ReadonlySet<string> = new Set(['CANCEL', 'END'])

/** Whose word it is: the carrier said so, or the patient's text does. */
function optOutSource(message: Received['message'], isCarrierWord: boolean): OptOutSource {
  if (message.opt_out_type === 'STOP') return 'carrier_notice'
  return isCarrierWord ? 'carrier_word' : 'free_text'
}

const isOurs = (tx: TxCtx, message: Received['message']) => isOursToAnswer(tx, message, openText(tx, message))

async function actOnOptOut(
  tx: TxCtx,
  received: Received,
  isCarrierWord: boolean,
  word = '',
): Promise<DecisionOutcome> {
  const { message, conversation } = received
  const isNew = await stopTexting(tx, {
    phone_index: message.phone_index,
    phone_number: tx.sealer.open(
      { table: 'sms_message', column: 'phone_sealed', id: message.id },
      message.phone_sealed,
    ),
    source: optOutSource(message, isCarrierWord),
    clinic_id: conversation.clinic_id,
    conversation_id: conversation.id,
    patient_id: conversation.patient_id,
    sms_message_id: message.id,
    may_mean_visit: isCarrierWord && MAY_MEAN_VISIT.has(word),
  })
  if (isNew && isOurs(tx, message))
    await answerWith(tx, received, 'carrier', await composeText(tx, 'opted_out', received.conversation))
  return 'opted_out'
}

async function actOnOptIn(tx: TxCtx, received: Received): Promise<DecisionOutcome> {
  const { message, conversation } = received
  const isLifted = await optIn(tx, {
    phone_index: message.phone_index,
    source: 'start_word',
    text_version: 'start-1',
    sms_message_id: message.id,
    clinic_id: conversation.clinic_id,
    conversation_id: conversation.id,
    patient_id: conversation.patient_id,
  })
  if (isLifted && isOurs(tx, message))
    await answerWith(tx, received, 'carrier', await composeText(tx, 'opted_in', received.conversation))
  return 'opted_in'
}

async function actOnHelp(tx: TxCtx, received: Received): Promise<DecisionOutcome> {
  if (!isOurs(tx, received.message)) return 'help_by_carrier'
  if (received.view.is_opted_out) {
    await askStaff(tx, { conversation_id: received.conversation.id, reason: 'texted_after_opt_out' })
    return 'staff_asked'
  }
  await answerWith(tx, received, 'carrier', await composeText(tx, 'help', received.conversation))
  return 'help_sent'
}

async function actOnUrgent(tx: TxCtx, received: Received): Promise<DecisionOutcome> {
  const { conversation } = received
  const { reading } = received.reading
  await askStaff(tx, { conversation_id: conversation.id, reason: 'urgent', is_urgent: true })
  if (reading.kind === 'urgent' && reading.revokes_consent === true) await actOnOptOut(tx, received, false)
  const isTold = await wasToldOfEmergencyNumber(tx, conversation.phone_index)
  if (isTold || (await isOptedOut(tx, conversation.phone_index))) return 'staff_asked'
  await answerWith(tx, received, 'notice', await composeText(tx, 'urgent', received.conversation))
  return 'emergency_text_sent'
}

/** Within this time more urgent texts are the same emergency. */
const EMERGENCY_MS = 6 * HOUR_MS

/** The emergency text is sent once per emergency, however many texts tell of it. */
async function wasToldOfEmergencyNumber(tx: TxCtx, phoneIndex: string): Promise<boolean> {
  const told = await tx.tx.decision.count({
    where: {
      outcome: 'emergency_text_sent',
      created_at: { gt: new Date(tx.now() - EMERGENCY_MS) },
      message: { phone_index: phoneIndex },
    },
  })
  return told > 0
}

/** What a text says about times and visits, where staff do not have the conversation. */
async function actOnWords(tx: TxCtx, received: Received): Promise<DecisionOutcome> {
  const { reading } = received.reading
  switch (reading.kind) {
    case 'option':
      return actOnOption(tx, received, reading)
    case 'none':
      return actOnNone(tx, received, reading)
    case 'other_times':
      return actOnOtherTimes(tx, received, reading)
    case 'cancel_visit':
      return actOnCancelVisit(tx, received, reading)
    case 'change_visit':
      return actOnChangeVisit(tx, received, reading)
    case 'confirm_cancel':
      return actOnConfirmCancel(tx, received, reading)
    case 'question':
      return actOnQuestion(tx, received, reading.topics)
    case 'join_waiting_list':
      return actOnJoin(tx, received, reading)
    case 'leave_waiting_list':
      return actOnLeave(tx, received)
    case 'confirm_visit':
      return actOnConfirmVisit(tx, received, reading)
    case 'other_time_for_visit':
      return actOnOtherTime(tx, received, reading)
    case 'unclear':
      return actOnUnclear(tx, received, reading)
    default:
      return actOnUnclear(tx, received, NOT_UNDERSTOOD)
  }
}

const NOT_UNDERSTOOD = {
  kind: 'unclear',
  reason: 'not_understood',
  detail: UNCLEAR_WORDS.not_understood,
  evidence: UNCLEAR_WORDS.not_understood,
} as const

/** Carrier and urgent words act always; the rest waits while staff have the conversation or no text may answer it. */
async function act(tx: TxCtx, received: Received): Promise<DecisionOutcome> {
  const { reading } = received.reading
  if (reading.kind === 'opt_out') return actOnOptOut(tx, received, reading.is_carrier_word, reading.word)
  if (reading.kind === 'opt_in') return actOnOptIn(tx, received)
  if (reading.kind === 'help') return actOnHelp(tx, received)
  if (reading.kind === 'urgent') return actOnUrgent(tx, received)
  if (received.conversation.taken_over_by !== null) {
    await askStaff(tx, { conversation_id: received.conversation.id, reason: 'replied_to_staff' })
    return 'left_to_staff'
  }
  if (received.view.is_opted_out) {
    await askStaff(tx, { conversation_id: received.conversation.id, reason: 'texted_after_opt_out' })
    return 'staff_asked'
  }
  return actOnWords(tx, received)
}

/** A text that took long to reach us must not move its conversation down the list. */
const latest = (one: Date, other: Date) => (one > other ? one : other)

/** Stores the decision about one text and does what it says, in the open transaction. */
export async function actOnReading(tx: TxCtx, received: Received): Promise<void> {
  const { message, conversation, reading } = received
  const now = nowDate(tx)
  await tx.tx.smsMessage.update({
    where: { id: message.id },
    data: {
      interpreted_at: now,
      clinic_id: conversation.clinic_id,
      conversation_id: conversation.id,
      patient_id: conversation.patient_id,
      offer_id: reading.offer_id,
      updated_at: now,
    },
  })
  await tx.tx.conversation.update({
    where: { id: conversation.id },
    data: {
      last_message_at: latest(conversation.last_message_at, message.received_at ?? now),
      closed_at: null,
    },
  })
  const outcome = await act(tx, received)
  const id = tx.newId()
  await tx.tx.decision.create({
    data: {
      id,
      sms_message_id: message.id,
      conversation_id: conversation.id,
      offer_id: reading.offer_id,
      option_id: reading.reading.kind === 'option' ? reading.reading.option_id : null,
      reader: reading.reader,
      model_id: reading.model_id,
      model_result: reading.call?.result ?? null,
      prompt_version: reading.call?.prompt_version ?? null,
      confidence: reading.call?.confidence ?? null,
      input_tokens: reading.call?.input_tokens ?? null,
      output_tokens: reading.call?.output_tokens ?? null,
      cost_micros: reading.call?.cost_micros ?? null,
      reading: reading.reading.kind,
      reason: reading.reading.kind === 'unclear' ? reading.reading.reason : null,
      evidence_sealed: tx.sealer.seal(
        { table: 'decision', column: 'evidence_sealed', id },
        reading.reading.evidence,
      ),
      outcome,
      context_sealed: tx.sealer.seal(
        { table: 'decision', column: 'context_sealed', id },
        JSON.stringify(reading.context),
      ),
      created_at: now,
    },
  })
  await record(tx, {
    action: 'text.read',
    subject: { kind: 'sms_message', id: message.id },
    clinicId: conversation.clinic_id,
    conversationId: conversation.id,
    patientId: conversation.patient_id,
    detail: { reader: reading.reader, reading: reading.reading.kind, outcome },
  })
  await refreshConversation(tx, conversation.id)
}
