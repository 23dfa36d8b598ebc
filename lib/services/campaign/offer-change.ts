import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload } from '#lib/domain/agents/envelope.ts'
import type { AgentSlot } from '#lib/domain/agents/envelope-payloads.ts'
import type { PhoneReason } from '#lib/domain/campaign/member.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { nextAllowed } from '#lib/domain/messaging/quiet-hours.ts'
import { sendOffer } from '../offer/send.ts'
import { changeOffer, toAgentSlot } from './change-offer.ts'
import { equivalentTimes } from './equivalent-times.ts'
import { HIT_INCLUDE } from './hit-visits.ts'
import { announceCampaign } from './lock.ts'
import { leaveToPhone } from './tell.ts'

/** How often the times are picked anew because somebody else took one of them meanwhile. */
const MAX_PICKS = 4

type Change = MessagePayload<'NOTIFY_APPOINTMENT_CHANGE'> & { conversation_id: string }

/** The visit of the campaign that the message is about, while its patient has still to get the offer. */
async function readTold(tx: TxCtx, change: Change) {
  const member = await tx.tx.campaignMember.findUnique({
    where: {
      campaign_id_appointment_id: {
        campaign_id: change.campaign_id,
        appointment_id: change.original_appointment_details.appointment_id,
      },
    },
    include: {
      campaign: { include: { clinic: true, time_off: true } },
      appointment: { include: HIT_INCLUDE },
    },
  })
  if (member?.state !== 'told' || member.offer_id !== null || member.campaign.state !== 'running') return null
  const { appointment: visit, campaign } = member
  const { time_off: away } = campaign
  const isHit =
    visit.state === 'booked' &&
    visit.provider_id === away.provider_id &&
    visit.starts_at < away.ends_at &&
    visit.ends_at > away.starts_at
  return isHit && visit.patient
    ? { member, campaign, away, visit: { ...visit, patient: visit.patient } }
    : null
}

type Told = NonNullable<Awaited<ReturnType<typeof readTold>>>

/** The wave was planned before quiet hours and is handled in them: the patient waits for the next one. */
async function waitForMorning(tx: TxCtx, { member, campaign }: Told, until: number): Promise<void> {
  await tx.tx.campaignMember.update({ where: { id: member.id }, data: { state: 'waiting', told_at: null } })
  const at = new Date(until)
  await tx.tx.campaign.updateMany({
    where: {
      id: campaign.id,
      state: 'running',
      OR: [{ next_wave_at: null }, { next_wave_at: { gt: at } }],
    },
    data: { next_wave_at: at },
  })
  announceCampaign(tx, campaign)
}

/** Sends the offer. Answers its id; null when one of the times is gone, or why no text can be written. */
async function offer(
  tx: TxCtx,
  { visit }: Told,
  conversation: { external_id: string },
  slots: AgentSlot[],
): Promise<{ id: string } | { reason: PhoneReason } | null> {
  try {
    const sent = await sendOffer(tx, changeOffer(visit, slots, conversation.external_id), {
      lead: 'provider_away',
      moves_appointment_id: visit.id,
    })
    return sent.offer
  } catch (error) {
    if (isSwitchboardError(error, 'conflict')) return null
    if (isSwitchboardError(error, 'opted_out')) return { reason: 'opted_out' }
    if (isSwitchboardError(error, 'staff_has_it')) return { reason: 'staff_have_it' }
    throw error
  }
}

/**
 * Offers a patient the times that replace a visit which cannot take place; choosing one moves the visit, which stands until
 * then. A time that was taken meanwhile is replaced in the same turn. In the patient's quiet hours nothing is sent, and the
 * patient waits for the next wave. The same message again changes nothing, nor does one about a visit that moved meanwhile.
 */
export async function offerChange(tx: TxCtx, change: Change): Promise<void> {
  const told = await readTold(tx, change)
  if (!told) return
  const { member, campaign, visit, away } = told
  const { quiet_hours, time_zone } = campaign.clinic
  const allowed = nextAllowed(quiet_hours, tx.now(), visit.patient.time_zone ?? time_zone)
  if (allowed > tx.now()) return waitForMorning(tx, told, allowed)
  // These offers begin anew: what the patient turned down when the visit was booked does not count against them.
  const conversation = await tx.tx.conversation.update({
    where: { id: change.conversation_id },
    data: { round: 0 },
    select: { external_id: true },
  })
  let slots = change.suggested_reschedule_options
  for (let pick = 1; slots.length > 0 && pick <= MAX_PICKS; pick += 1) {
    const sent = await offer(tx, told, conversation, slots)
    if (sent && 'reason' in sent) {
      await leaveToPhone(tx, told, sent.reason)
      return
    }
    if (sent) {
      await tx.tx.campaignMember.update({ where: { id: member.id }, data: { offer_id: sent.id } })
      announceCampaign(tx, campaign)
      return
    }
    const again = await equivalentTimes(tx, { visits: [visit], away, zone: time_zone })
    slots = (again.get(visit.id) ?? []).map(toAgentSlot)
  }
  await leaveToPhone(tx, { campaign, member }, 'no_times')
}
