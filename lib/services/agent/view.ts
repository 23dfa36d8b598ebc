import { canSeeClinic } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import type { AgentView } from '#lib/domain/agents/schema.ts'

const AGENT_INCLUDE = {
  providers: { select: { id: true, name: true, clinic_id: true }, orderBy: { name: 'asc' } },
} as const satisfies Prisma.AgentInclude
type AgentRow = Prisma.AgentGetPayload<{ include: typeof AGENT_INCLUDE }>

interface Waiting {
  count: number
  since: Date | null
}

/** How many messages wait for each of these agents, and since when. */
async function readWaiting(ctx: Ctx, agentIds: readonly string[]): Promise<Map<string, Waiting>> {
  const rows = await store(ctx).agentMessage.groupBy({
    by: ['to_agent_id'],
    where: { state: 'pending', to_agent_id: { in: [...agentIds] } },
    _count: true,
    _min: { created_at: true },
  })
  return new Map(
    rows.map((row) => [row.to_agent_id ?? '', { count: row._count, since: row._min.created_at }] as const),
  )
}

const iso = (date: Date | null | undefined) => date?.toISOString() ?? null

function toAgentView(ctx: Ctx, agent: AgentRow, waiting: Waiting | undefined): AgentView {
  return {
    id: agent.id,
    name: agent.name,
    type: agent.type,
    status: agent.status,
    status_reason: agent.status_reason,
    endpoint: agent.endpoint,
    capabilities: agent.capabilities,
    clinic_id: agent.clinic_id,
    delivery: agent.is_builtin ? 'built_in' : agent.endpoint === null ? 'poll' : 'push',
    is_builtin: agent.is_builtin,
    is_stale: isAgentStale(agent, ctx.systemNow()),
    load: agent.load,
    heartbeat_at: iso(agent.heartbeat_at),
    created_at: agent.created_at.toISOString(),
    updated_at: agent.updated_at.toISOString(),
    queue_depth: waiting?.count ?? 0,
    oldest_pending_at: iso(waiting?.since),
    providers: agent.providers
      .filter((provider) => canSeeClinic(ctx, provider.clinic_id))
      .map(({ id, name }) => ({ id, name })),
    version: agent.version,
  }
}

/** These agents as the wire shows them, with what waits for each. Secrets are no part of it. */
export async function readAgentViews(
  ctx: Ctx,
  query: Pick<Prisma.AgentFindManyArgs, 'where' | 'orderBy' | 'take'>,
): Promise<AgentView[]> {
  const rows = await store(ctx).agent.findMany({ ...query, include: AGENT_INCLUDE })
  const waiting = await readWaiting(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toAgentView(ctx, row, waiting.get(row.id)))
}

/** One agent that is known to exist. */
export async function readAgentView(ctx: Ctx, id: string): Promise<AgentView> {
  const [view] = await readAgentViews(ctx, { where: { id } })
  if (!view) throw new Error('An agent that was read a moment ago is gone.')
  return view
}
