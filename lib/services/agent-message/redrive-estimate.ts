import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import {
  type RedriveEstimate,
  type RedriveEstimateQuery,
  redriveEstimateQuery,
} from '#lib/domain/agents/schema.ts'
import { findAgent } from '../agent/scope.ts'
import { redrivable, stillValid } from './put-back.ts'
import { messageScope } from './scope.ts'

/** Different reasons that are listed; most dead letters of one agent share a few. */
const MAX_REASONS = 20

/** Dead letters of one agent since a time, as far as the caller may see them. */
export const deadSince = (ctx: Ctx, agentId: string, since: string): Prisma.AgentMessageWhereInput => ({
  AND: [messageScope(ctx)],
  to_agent_id: agentId,
  state: 'failed',
  failed_at: { gte: new Date(since) },
})

/**
 * What `redriveAgent` with the same input would put back: how many, since when, and why they had failed; and how many it
 * would leave. Changes nothing. Throws `not_found` for an agent out of scope.
 */
export async function estimateRedrive(ctx: Ctx, input: RedriveEstimateQuery): Promise<RedriveEstimate> {
  requirePermission(ctx, 'messages:read')
  const { agent_id, since } = parseInput(redriveEstimateQuery, input)
  const agent = await findAgent(ctx, agent_id)
  const dead = deadSince(ctx, agent.id, since)
  const where = { AND: [dead, redrivable(ctx)] }
  const { agentMessage } = store(ctx)
  const total = await agentMessage.aggregate({
    where,
    _count: true,
    _min: { failed_at: true },
    _max: { failed_at: true },
  })
  const reasons = await agentMessage.groupBy({
    by: ['failure_reason'],
    where,
    _count: true,
    orderBy: [{ _count: { failure_reason: 'desc' } }, { failure_reason: 'asc' }],
    take: MAX_REASONS,
  })
  const usedUp = { redrive_count: { gte: MAX_REDRIVES } }
  return {
    count: total._count,
    used_up: await agentMessage.count({ where: { AND: [dead, usedUp, stillValid(ctx)] } }),
    expired: await agentMessage.count({ where: { AND: [dead, { NOT: stillValid(ctx) }] } }),
    oldest_at: total._min.failed_at?.toISOString() ?? null,
    newest_at: total._max.failed_at?.toISOString() ?? null,
    by_reason: reasons.map((row) => ({ reason: row.failure_reason ?? '', count: row._count })),
  }
}
