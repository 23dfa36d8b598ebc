import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { CampaignCounts, CampaignView } from '#lib/domain/campaign/schema.ts'

/** What a campaign is read with. */
export const CAMPAIGN_INCLUDE = {
  time_off: { include: { provider: { select: { id: true, name: true } } } },
} satisfies Prisma.CampaignInclude

export type CampaignRow = Prisma.CampaignGetPayload<{ include: typeof CAMPAIGN_INCLUDE }>

const NOBODY: CampaignCounts = {
  total: 0,
  waiting: 0,
  told: 0,
  chosen: 0,
  unreachable: 0,
  settled: 0,
  undone: 0,
  urgent: 0,
}

/** How many visits of each of these campaigns stand where. */
export async function countMembers(
  ctx: Ctx,
  campaignIds: readonly string[],
): Promise<Map<string, CampaignCounts>> {
  const groups = await store(ctx).campaignMember.groupBy({
    by: ['campaign_id', 'state', 'is_urgent'],
    where: { campaign_id: { in: [...campaignIds] } },
    _count: true,
  })
  const counts = new Map(campaignIds.map((id) => [id, { ...NOBODY }]))
  for (const { campaign_id, state, is_urgent, _count } of groups) {
    const own = counts.get(campaign_id)
    if (!own) continue
    own.total += _count
    own[state] += _count
    if (state === 'unreachable' && is_urgent) own.urgent += _count
  }
  return counts
}

/** The campaign as the wire shows it. */
export const campaignView = (row: CampaignRow, counts: CampaignCounts | undefined): CampaignView => ({
  id: row.id,
  clinic_id: row.clinic_id,
  provider: row.time_off.provider,
  time_off_id: row.time_off_id,
  starts_at: row.time_off.starts_at.toISOString(),
  ends_at: row.time_off.ends_at.toISOString(),
  state: row.state,
  counts: counts ?? NOBODY,
  wave_size: row.wave_size,
  wave_minutes: row.wave_minutes,
  next_wave_at: row.next_wave_at?.toISOString() ?? null,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  ended_at: row.ended_at?.toISOString() ?? null,
})
