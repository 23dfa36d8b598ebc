import { found } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type CampaignDetail, type CampaignIdInput, campaignIdInput } from '#lib/domain/campaign/schema.ts'
import { undoDisabled } from '#lib/domain/campaign/words.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { lockProviders } from '../appointment/provider-lock.ts'
import { withdrawTimeOff } from '../provider/cancel-time-off.ts'
import { campaignDetailOf } from './get.ts'
import { lockCampaign } from './lock.ts'

const countTold = (tx: TxCtx, campaignId: string) =>
  tx.tx.campaignMember.count({ where: { campaign_id: campaignId, told_at: { not: null } } })

/**
 * Takes back a campaign of which nothing has been sent, and its time off with it. Throws `illegal_state` once a patient was
 * told: the time off can still be withdrawn by `cancelTimeOff`, but not as if nothing had happened. `not_found` out of scope.
 */
export async function undoCampaign(ctx: Ctx, input: CampaignIdInput): Promise<CampaignDetail> {
  const parsed = parseInput(campaignIdInput, input)
  const mutation = { name: 'campaign.undo', permission: 'appointments:write', input: parsed } as const
  return mutate(ctx, mutation, async (tx) => {
    const row = await tx.tx.campaign.findUnique({
      where: { id: parsed.campaign_id },
      include: { time_off: { include: { provider: { select: { id: true, clinic_id: true } } } } },
    })
    const seen = found(tx, row, 'The campaign')
    await lockProviders(tx, [seen.time_off.provider.id])
    const campaign = await lockCampaign(tx, seen.id)
    const reason = undoDisabled({ state: campaign.state, told: await countTold(tx, seen.id) })
    if (reason) throw illegalState(reason, ['before the first text'])
    await withdrawTimeOff(tx, { id: seen.time_off_id, provider: seen.time_off.provider })
    return campaignDetailOf(tx, seen.id)
  })
}
