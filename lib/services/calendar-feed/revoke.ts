import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ProviderFeedInput,
  type ProviderFeedView,
  providerFeedInput,
} from '#lib/domain/calendar-feed/schema.ts'
import { endFeed, lockFeedOwner } from './end.ts'

/** Turns a provider's calendar address off at once. Without one nothing changes. Throws `not_found`. */
export async function revokeCalendarFeed(ctx: Ctx, input: ProviderFeedInput): Promise<ProviderFeedView> {
  const { provider_id } = parseInput(providerFeedInput, input)
  return mutate(ctx, { name: 'calendar_feed.revoke', permission: 'settings:write' }, async (tx) => {
    const provider = await lockFeedOwner(tx, provider_id)
    await endFeed(tx, provider)
    tx.outgoing.events.push({ type: 'provider.changed', id: provider.id, clinic_id: provider.clinic_id })
    return { feed: null }
  })
}
