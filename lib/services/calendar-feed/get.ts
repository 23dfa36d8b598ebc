import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ProviderFeedInput,
  type ProviderFeedView,
  providerFeedInput,
} from '#lib/domain/calendar-feed/schema.ts'
import { toFeedView } from './view.ts'

/** The calendar address of a provider, without the address itself, which is not kept. Throws `not_found`. */
export async function getCalendarFeed(ctx: Ctx, input: ProviderFeedInput): Promise<ProviderFeedView> {
  const { provider_id } = parseInput(providerFeedInput, input)
  requirePermission(ctx, 'conversations:read')
  const provider = await store(ctx).provider.findUnique({ where: { id: provider_id } })
  found(ctx, provider, 'The provider')
  const row = await store(ctx).calendarFeed.findFirst({ where: { provider_id, revoked_at: null } })
  return { feed: row && toFeedView(row) }
}
