import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type CampaignDetail,
  type SettleMemberInput,
  settleMemberInput,
} from '#lib/domain/campaign/schema.ts'
import { settleDisabled } from '#lib/domain/campaign/words.ts'
import { illegalState, notFound } from '#lib/domain/errors.ts'
import { staffActed } from '../conversation/ask-staff.ts'
import { lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { endOffer } from '../offer/end.ts'
import { campaignDetailOf } from './get.ts'
import { announceCampaign } from './lock.ts'

/** What was asked by text is settled by voice: the open offer ends without another text. */
async function closeThread(tx: TxCtx, conversationId: string, appointmentId: string): Promise<void> {
  const open = await tx.tx.offer.findMany({
    where: { conversation_id: conversationId, moves_appointment_id: appointmentId, state: 'open' },
  })
  for (const offer of open) await endOffer(tx, offer, 'cancelled')
  await staffActed(tx, conversationId)
  await refreshConversation(tx, conversationId)
}

/**
 * Staff have dealt with a visit of the campaign by hand, as by a call: it leaves the list, and its open offer ends without a
 * further text. The visit itself is not changed. Throws `illegal_state` when it is settled already, `not_found` out of scope.
 */
export async function settleMember(ctx: Ctx, input: SettleMemberInput): Promise<CampaignDetail> {
  const parsed = parseInput(settleMemberInput, input)
  const mutation = { name: 'campaign.settle_visit', permission: 'appointments:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    const row = await tx.tx.campaign.findUnique({ where: { id: parsed.campaign_id } })
    const campaign = found(tx, row, 'The campaign')
    const seen = await tx.tx.campaignMember.findFirst({
      where: { id: parsed.member_id, campaign_id: campaign.id },
      include: { appointment: { select: { conversation_id: true } } },
    })
    if (!seen) throw notFound('The visit')
    const conversationId = seen.conversation_id ?? seen.appointment.conversation_id
    if (conversationId) await lockThread(tx, conversationId)
    const settled = await tx.tx.campaignMember.updateMany({
      where: { id: seen.id, state: { in: ['waiting', 'told', 'unreachable'] } },
      data: {
        state: 'settled',
        reason: `Settled by ${tx.actor.name}`,
        is_urgent: false,
        decided_at: nowDate(tx),
      },
    })
    if (settled.count === 0) {
      const now = await tx.tx.campaignMember.findUniqueOrThrow({ where: { id: seen.id } })
      throw illegalState(
        settleDisabled(now.state) ?? 'This visit has just changed. Look at it again first.',
        ['waiting', 'told', 'unreachable'],
      )
    }
    if (conversationId) await closeThread(tx, conversationId, seen.appointment_id)
    await record(tx, {
      action: 'campaign.visit_settled',
      subject: { kind: 'campaign', id: campaign.id },
      clinicId: campaign.clinic_id,
      conversationId,
      patientId: seen.patient_id,
      detail: { appointment_id: seen.appointment_id, by_hand: true },
      note: parsed.reason,
    })
    announceCampaign(tx, campaign)
    return campaignDetailOf(tx, campaign.id)
  })
}
