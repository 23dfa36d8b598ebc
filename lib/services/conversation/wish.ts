import { openContent } from '#lib/bus/content.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parsePayload } from '#lib/domain/agents/envelope.ts'
import { textProvider } from '#lib/domain/messaging/text-format.ts'
import { timeWishWords } from '#lib/domain/scheduling/time-wish-words.ts'

/**
 * Which times the patient last asked for in this conversation, in words: "Thursday morning, with Dr. Lee". Null: nothing
 * was asked for beyond other times. `zone` is the clinic's.
 */
export async function wishOf(ctx: Ctx, conversationId: string, zone: string): Promise<string | null> {
  const request = await ctx.db.agentMessage.findFirst({
    where: { conversation_id: conversationId, message_type: 'REQUEST_APPOINTMENT' },
    orderBy: { sequence: 'desc' },
  })
  if (request === null) return null
  const wish = parsePayload('REQUEST_APPOINTMENT', openContent(ctx, request)).preferences?.wish
  if (!wish) return null
  const ids = [...wish.provider_ids, ...wish.not_provider_ids]
  const providers = await ctx.db.provider.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  const names = new Map(providers.map(({ id, name }) => [id, name]))
  return timeWishWords(wish, { zone, nameOf: (id) => textProvider(names.get(id) ?? 'another provider') })
}
