import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { isQuiet } from '#lib/domain/messaging/quiet-hours.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { endOffer } from '../offer/end.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { announceCampaign } from './lock.ts'
import type { MemberRow } from './member-facts.ts'
import { stopAsking } from './stop-asking.ts'

/** The open offer goes at once, so that nobody chooses a time that is not needed any more. */
async function withdrawOffer(tx: TxCtx, row: MemberRow): Promise<boolean> {
  if (row.newest_offer_id === null || row.offer !== 'open') return false
  const offer = await tx.tx.offer.findUniqueOrThrow({ where: { id: row.newest_offer_id } })
  if (!(await endOffer(tx, offer, 'cancelled'))) return false
  await refreshConversation(tx, offer.conversation_id)
  return true
}

/** Whether the patient ever got a text that must be taken back. */
async function hasHeard(tx: TxCtx, row: MemberRow): Promise<boolean> {
  const text = await tx.tx.smsMessage.findFirst({
    where: {
      conversation_id: row.conversation_id,
      kind: 'offer',
      direction: 'outbound',
      state: { in: ['sending', 'sent', 'delivered', 'unknown'] },
      offer_id: { in: await offersOf(tx, row) },
    },
    select: { id: true },
  })
  return text !== null
}

async function offersOf(tx: TxCtx, row: MemberRow): Promise<string[]> {
  const offers = await tx.tx.offer.findMany({
    where: { moves_appointment_id: row.appointment_id, conversation_id: row.conversation_id ?? undefined },
    select: { id: true },
  })
  return offers.map(({ id }) => id)
}

async function end(tx: TxCtx, row: MemberRow, state: 'undone' | 'unreachable'): Promise<void> {
  await tx.tx.campaignMember.update({
    where: { id: row.id },
    data:
      state === 'undone'
        ? { state, reason: null, is_urgent: false, decided_at: nowDate(tx) }
        : { state, reason: PHONE_REASONS.visit_stays, is_urgent: row.is_urgent },
  })
  if (state === 'undone') await stopAsking(tx, row.conversation_id)
  await record(tx, {
    action: `campaign.visit_${state}`,
    subject: { kind: 'campaign', id: row.campaign_id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { appointment_id: row.appointment_id },
  })
  announceCampaign(tx, { id: row.campaign_id, clinic_id: row.clinic_id })
}

/**
 * The time off was withdrawn after this patient was told: the offer ends at once, and the patient hears that the visit stays
 * as it was, outside of quiet hours. Whoever cannot be told by text is left on the phone list for that. A choice that is
 * being booked is waited for. False: nothing to do yet. The caller holds the locks of phone and conversation.
 */
export async function takeBack(tx: TxCtx, row: MemberRow): Promise<boolean> {
  const withdrawn = await withdrawOffer(tx, row)
  if (row.is_agent_at_work) return withdrawn
  const visit = await tx.tx.appointment.findUniqueOrThrow({
    where: { id: row.appointment_id },
    include: { clinic: true, provider: true, patient: true, conversation: true },
  })
  if (!(await hasHeard(tx, row))) {
    await end(tx, row, 'undone')
    return true
  }
  if (row.is_opted_out || visit.conversation?.taken_over_by || !visit.patient || !row.conversation_id) {
    await end(tx, row, 'unreachable')
    return true
  }
  const { clinic } = visit
  if (isQuiet(clinic.quiet_hours, tx.now(), visit.patient.time_zone ?? clinic.time_zone)) return withdrawn
  await queueText(tx, {
    clinic_id: clinic.id,
    patient_id: visit.patient.id,
    conversation_id: row.conversation_id,
    kind: 'notice',
    text: await composeText(
      tx,
      'visit_stays',
      { clinic, patient: visit.patient, service_type_id: visit.service_type_id },
      { starts_at: visit.starts_at, provider_name: visit.provider.name },
    ),
  })
  await end(tx, row, 'undone')
  return true
}
