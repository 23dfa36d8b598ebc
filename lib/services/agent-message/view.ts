import { openContent, openMetadata, openResult } from '#lib/bus/content.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { stateAt } from '#lib/domain/agents/message.ts'
import type { MessageView } from '#lib/domain/agents/schema.ts'

export const MESSAGE_INCLUDE = {
  from: { select: { name: true } },
  to: { select: { name: true } },
} satisfies Prisma.AgentMessageInclude

export type MessageRow = Prisma.AgentMessageGetPayload<{ include: typeof MESSAGE_INCLUDE }>

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** When a message that was tried in vain is tried again; null when it is not waiting for that. */
const nextTryAt = (ctx: Ctx, row: MessageRow) =>
  stateAt(row, ctx.now()) === 'pending' && row.attempt > 0 && row.due_at.getTime() > ctx.now()
    ? iso(row.due_at)
    : null

const leasedUntil = (ctx: Ctx, row: MessageRow) =>
  stateAt(row, ctx.now()) === 'pending' &&
  row.lease_until !== null &&
  row.lease_until.getTime() > ctx.systemNow()
    ? iso(row.lease_until)
    : null

/** A stored message as callers see it, its sealed parts opened. */
export function toMessageView(ctx: Ctx, row: MessageRow): MessageView {
  return {
    id: row.id,
    from_agent_id: row.from_agent_id,
    from_agent: row.from.name,
    to_agent_id: row.to_agent_id,
    to_agent: row.to?.name ?? null,
    clinic_id: row.clinic_id,
    conversation_id: row.correlation_id,
    thread_id: row.conversation_id,
    in_reply_to: row.in_reply_to,
    message_type: row.message_type,
    priority: row.priority,
    content: openContent(ctx, row),
    metadata: openMetadata(ctx, row),
    status: stateAt(row, ctx.now()),
    failure_reason: row.failure_reason,
    routing_reason: row.routing_reason,
    result: openResult(ctx, row),
    retry_count: Math.max(0, row.attempt - 1),
    redrive_count: row.redrive_count,
    next_try_at: nextTryAt(ctx, row),
    leased_until: leasedUntil(ctx, row),
    expires_at: iso(row.expires_at),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    delivered_at: iso(row.delivered_at),
    processed_at: iso(row.processed_at),
    failed_at: iso(row.failed_at),
  }
}
