import { type Ctx, store } from '#lib/core/context.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { AT_WORK } from './at-work.ts'

export type WaitingForAgent = NonNullable<ConversationDetail['waiting_for_agent']>

/**
 * Which agent each of these conversations waits for: the one that the oldest unfinished message is with, since when, and
 * whether it is missing, because nothing has been heard of it lately. Conversations that wait for none are left out.
 */
export async function waitingForAgent(
  ctx: Ctx,
  conversationIds: readonly string[],
): Promise<Map<string, WaitingForAgent>> {
  const pending = await store(ctx).agentMessage.findMany({
    where: { conversation_id: { in: [...conversationIds] }, ...AT_WORK },
    orderBy: [{ conversation_id: 'asc' }, { sequence: 'asc' }],
    distinct: ['conversation_id'],
    select: {
      conversation_id: true,
      created_at: true,
      to: { select: { name: true, is_builtin: true, heartbeat_at: true } },
    },
  })
  const waiting = new Map<string, WaitingForAgent>()
  for (const { conversation_id, created_at, to } of pending) {
    if (!conversation_id || !to) continue
    waiting.set(conversation_id, {
      agent: to.name,
      since: created_at.toISOString(),
      is_missing: isAgentStale(to, ctx.systemNow()),
    })
  }
  return waiting
}
