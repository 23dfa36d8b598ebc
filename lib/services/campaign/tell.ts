import { publishAgentMessage } from '#lib/bus/publish.ts'
import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { CampaignMember } from '#lib/db/generated/client.ts'
import { PHONE_REASONS, type PhoneReason } from '#lib/domain/campaign/member.ts'
import { lockConversation, lockPhone } from '../conversation/lock.ts'
import { openThread } from '../offer/thread.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { toAgentSlot } from './change-offer.ts'
import type { NamedOption } from './equivalent-times.ts'
import { HIT_INCLUDE, type HitVisitRow } from './hit-visits.ts'
import { announceCampaign, isRunning } from './lock.ts'

/** In words for the agents' messages; why somebody is away is for colleagues. */
export const REASON_FOR_CHANGE = 'Provider became unavailable'

interface ToTell {
  campaign: { id: string; clinic_id: string; agent_message_id: string | null }
  member: Pick<CampaignMember, 'id' | 'appointment_id' | 'patient_id'>
  options: readonly NamedOption[]
}

/** The visit's own thread, if it is still with this phone; else a new one, in which the visit is shown from then on. */
async function threadOf(tx: TxCtx, visit: HitVisitRow) {
  const { conversation, patient } = visit
  if (conversation && conversation.phone_index === patient.phone_index) {
    return lockConversation(tx, conversation.id)
  }
  const opened = await openThread(tx, {
    clinic_id: visit.clinic_id,
    patient,
    service_type_id: visit.service_type?.id ?? null,
    external_id: `conv_${tx.newId()}`,
  })
  await tx.tx.appointment.update({ where: { id: visit.id }, data: { conversation_id: opened.id } })
  return opened
}

/** Puts a patient who cannot be told by text on the phone list. False: somebody else has decided meanwhile. */
export async function leaveToPhone(
  tx: TxCtx,
  { campaign, member }: Pick<ToTell, 'campaign' | 'member'>,
  reason: PhoneReason,
): Promise<boolean> {
  const left = await tx.tx.campaignMember.updateMany({
    where: { id: member.id, state: { in: ['waiting', 'told'] } },
    data: { state: 'unreachable', reason: PHONE_REASONS[reason], told_at: null },
  })
  if (left.count === 0) return false
  await record(tx, {
    action: 'campaign.visit_unreachable',
    subject: { kind: 'campaign', id: campaign.id },
    clinicId: campaign.clinic_id,
    patientId: member.patient_id,
    detail: { appointment_id: member.appointment_id, reason },
  })
  announceCampaign(tx, campaign)
  return true
}

async function tell(tx: TxCtx, told: ToTell): Promise<boolean> {
  const { campaign, member, options } = told
  const seen = await tx.tx.patient.findUniqueOrThrow({ where: { id: member.patient_id } })
  await lockPhone(tx, seen.phone_index)
  const row = await tx.tx.appointment.findUniqueOrThrow({
    where: { id: member.appointment_id },
    include: HIT_INCLUDE,
  })
  if (row.patient === null || row.service_type === null) return leaveToPhone(tx, told, 'no_service')
  const visit: HitVisitRow = { ...row, patient: row.patient }
  if (await isOptedOut(tx, visit.patient.phone_index)) return leaveToPhone(tx, told, 'opted_out')
  if (visit.conversation?.taken_over_by) return leaveToPhone(tx, told, 'staff_have_it')
  if (options.length === 0) return leaveToPhone(tx, told, 'no_times')
  if (!(await isRunning(tx, campaign.id))) return false
  const claimed = await tx.tx.campaignMember.updateMany({
    where: { id: member.id, state: 'waiting' },
    data: { state: 'told', told_at: nowDate(tx) },
  })
  if (claimed.count === 0) return false
  const conversation = await threadOf(tx, visit)
  await tx.tx.campaignMember.update({
    where: { id: member.id },
    data: { conversation_id: conversation.id, offer_id: null },
  })
  await publishAgentMessage(tx, {
    from: 'scheduling-agent',
    to: 'user-agent',
    message_type: 'NOTIFY_APPOINTMENT_CHANGE',
    conversation_id: conversation.id,
    clinic_id: campaign.clinic_id,
    in_reply_to: campaign.agent_message_id,
    content: {
      user_id: visit.patient.id,
      campaign_id: campaign.id,
      original_appointment_details: {
        appointment_id: visit.id,
        provider_id: visit.provider_id,
        service_type_id: row.service_type.id,
        start_time: visit.starts_at.toISOString(),
        end_time: visit.ends_at.toISOString(),
      },
      reason_for_change: REASON_FOR_CHANGE,
      suggested_reschedule_options: options.map(toAgentSlot),
    },
  })
  await record(tx, {
    action: 'campaign.visit_told',
    subject: { kind: 'campaign', id: campaign.id },
    clinicId: campaign.clinic_id,
    conversationId: conversation.id,
    patientId: visit.patient.id,
    detail: { appointment_id: visit.id, options: options.length },
  })
  announceCampaign(tx, campaign)
  return true
}

/**
 * Has the user agent offer one patient other times, once: the scheduling agent's message and the member's new state stand
 * or fall together. Whom no text can reach goes on the phone list instead. False: nothing had to be done any more.
 */
export const tellMember = (ctx: Ctx, told: ToTell): Promise<boolean> =>
  mutate(ctx, { name: 'campaign.tell', permission: null }, (tx) => tell(tx, told))
