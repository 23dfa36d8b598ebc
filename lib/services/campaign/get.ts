import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type CampaignDetail, type CampaignIdInput, campaignIdInput } from '#lib/domain/campaign/schema.ts'
import { undoDisabled } from '#lib/domain/campaign/words.ts'
import { quietHoursWords } from '#lib/domain/messaging/quiet-hours.ts'
import { MEMBER_INCLUDE, memberView } from './member-view.ts'
import { CAMPAIGN_INCLUDE, campaignView, countMembers } from './view.ts'

/** The board of one campaign. The caller has checked scope and permission. */
export async function campaignDetailOf(ctx: Ctx, campaignId: string): Promise<CampaignDetail> {
  const row = await store(ctx).campaign.findUniqueOrThrow({
    where: { id: campaignId },
    include: {
      ...CAMPAIGN_INCLUDE,
      clinic: true,
      members: { include: MEMBER_INCLUDE, orderBy: { position: 'asc' } },
    },
  })
  const counts = await countMembers(ctx, [row.id])
  const told = row.members.filter((member) => member.told_at !== null).length
  const rank = (member: { state: string; is_urgent: boolean }) =>
    member.state === 'unreachable' ? (member.is_urgent ? 0 : 1) : 2
  return {
    ...campaignView(row, counts.get(row.id)),
    time_zone: row.clinic.time_zone,
    quiet_hours: row.clinic.quiet_hours && quietHoursWords(row.clinic.quiet_hours),
    undo_disabled: undoDisabled({ state: row.state, told }),
    members: row.members
      .toSorted((a, b) => rank(a) - rank(b) || a.position - b.position)
      .map((member) => memberView(ctx, member, { campaign: row, clinic: row.clinic })),
  }
}

/** One campaign with every visit in it. Throws `not_found` out of scope, `forbidden`. */
export async function getCampaign(ctx: Ctx, input: CampaignIdInput): Promise<CampaignDetail> {
  const parsed = parseInput(campaignIdInput, input)
  requirePermission(ctx, 'conversations:read')
  const row = await store(ctx).campaign.findUnique({ where: { id: parsed.campaign_id } })
  return campaignDetailOf(ctx, found(ctx, row, 'The campaign').id)
}
