import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { acknowledgeUpdate } from './acknowledge.ts'
import { announceCampaign, lockCampaign } from './lock.ts'

/** What the end of a campaign leaves to tell: the agent that reported the time off, the trail, whoever watches. */
export async function recordEnd(
  tx: TxCtx,
  campaign: { id: string; clinic_id: string; time_off_id: string; agent_message_id: string | null },
  end: 'finished' | 'undone',
): Promise<void> {
  if (campaign.agent_message_id) {
    await acknowledgeUpdate(tx, {
      message_id: campaign.agent_message_id,
      time_off_id: campaign.time_off_id,
      status: end === 'finished' ? 'completed' : 'withdrawn',
    })
  }
  await record(tx, {
    action: `campaign.${end}`,
    subject: { kind: 'campaign', id: campaign.id },
    clinicId: campaign.clinic_id,
  })
  announceCampaign(tx, campaign)
}

/**
 * Ends the campaign of a time off that was withdrawn: no further wave leaves, and the visits of patients who were not told
 * stay without a word. Those who were told are taken back one by one, by the loop. Does nothing where there is none.
 */
export async function endCampaignOf(tx: TxCtx, timeOffId: string): Promise<void> {
  const row = await tx.tx.campaign.findUnique({ where: { time_off_id: timeOffId }, select: { id: true } })
  if (!row) return
  const campaign = await lockCampaign(tx, row.id)
  const now = nowDate(tx)
  await tx.tx.campaignMember.updateMany({
    where: { campaign_id: campaign.id, state: { in: ['waiting', 'unreachable'] }, told_at: null },
    data: { state: 'undone', is_urgent: false, decided_at: now },
  })
  if (campaign.state === 'undone') return
  await tx.tx.campaign.update({
    where: { id: campaign.id },
    data: { state: 'undone', next_wave_at: null, ended_at: campaign.ended_at ?? now, updated_at: now },
  })
  await recordEnd(tx, campaign, 'undone')
}
