import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import {
  type CampaignPage,
  type ListCampaignsQuery,
  listCampaignsQuery,
} from '#lib/domain/campaign/schema.ts'
import { CAMPAIGN_INCLUDE, campaignView, countMembers } from './view.ts'

/** The campaigns of a clinic, newest first, in keyset pages. Throws `not_found` for a clinic out of scope, `forbidden`. */
export async function listCampaigns(ctx: Ctx, query: ListCampaignsQuery): Promise<CampaignPage> {
  const parsed = parseInput(listCampaignsQuery, query)
  requirePermission(ctx, 'conversations:read')
  requireClinic(ctx, parsed.clinic_id)
  const cursor = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const at = cursor && cursorTime(cursor)
  const after: Prisma.CampaignWhereInput =
    cursor && at ? { OR: [{ created_at: { lt: at } }, { created_at: at, id: { lt: cursor.id } }] } : {}
  const rows = await store(ctx).campaign.findMany({
    where: {
      clinic_id: parsed.clinic_id,
      ...(parsed.state ? { state: parsed.state } : {}),
      time_off: {
        ...(parsed.provider_id ? { provider_id: parsed.provider_id } : {}),
        ...(parsed.from ? { ends_at: { gt: new Date(parsed.from) } } : {}),
        ...(parsed.until ? { starts_at: { lt: new Date(parsed.until) } } : {}),
      },
      ...after,
    },
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    take: size + 1,
    include: CAMPAIGN_INCLUDE,
  })
  const page = cutPage(rows, size, (row) => ({ at: row.created_at.toISOString(), id: row.id }))
  const counts = await countMembers(
    ctx,
    page.items.map(({ id }) => id),
  )
  return {
    items: page.items.map((row) => campaignView(row, counts.get(row.id))),
    next_cursor: page.next_cursor,
  }
}
