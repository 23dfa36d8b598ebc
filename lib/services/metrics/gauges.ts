import { type Ctx, store } from '#lib/core/context.ts'
import { HEARTBEAT_LOST_AFTER_MS, isAgentStale } from '#lib/domain/agents/heartbeat.ts'

const MS_PER_SECOND = 1_000

/** One measurement and the labels that tell it from its like. */
export interface Sample {
  labels: Record<string, string>
  value: number
}

export interface Gauges {
  queueDepth: Sample[]
  oldestWaitingSeconds: Sample[]
  agentUp: Sample[]
  heartbeatAgeSeconds: Sample[]
  processes: Sample[]
  texts: Sample[]
  textsUnread: number
  conversationsWaitingForStaff: number
  alertsOpen: Sample[]
}

/** Messages that no agent could be found for yet stand under this name; agents cannot have it. */
const UNROUTED = '(no receiver)'

async function readAgents(ctx: Ctx) {
  const [agents, waiting] = await Promise.all([
    store(ctx).agent.findMany({ where: { removed_at: null }, orderBy: { name: 'asc' } }),
    store(ctx).agentMessage.groupBy({
      by: ['to_agent_id'],
      where: { state: 'pending' },
      _count: true,
      _min: { created_at: true },
    }),
  ])
  const samples = (value: (agent: (typeof agents)[number]) => number | null): Sample[] =>
    agents.flatMap((agent) => {
      const of = value(agent)
      return of === null ? [] : [{ labels: { agent: agent.name }, value: of }]
    })
  const rowOf = (id: string | null) => waiting.find((row) => row.to_agent_id === id)
  const ageOf = (id: string | null) => {
    const since = rowOf(id)?._min.created_at
    return since ? (ctx.now() - since.getTime()) / MS_PER_SECOND : 0
  }
  const unrouted = { agent: UNROUTED }
  return {
    queueDepth: [
      ...samples(({ id }) => rowOf(id)?._count ?? 0),
      { labels: unrouted, value: rowOf(null)?._count ?? 0 },
    ],
    oldestWaitingSeconds: [...samples(({ id }) => ageOf(id)), { labels: unrouted, value: ageOf(null) }],
    agentUp: samples((agent) => Number(agent.status === 'active' && !isAgentStale(agent, ctx.systemNow()))),
    heartbeatAgeSeconds: samples(({ heartbeat_at }) =>
      heartbeat_at === null ? null : (ctx.systemNow() - heartbeat_at.getTime()) / MS_PER_SECOND,
    ),
  }
}

async function readProcesses(ctx: Ctx): Promise<Sample[]> {
  const alive = new Date(ctx.systemNow() - HEARTBEAT_LOST_AFTER_MS)
  const rows = await store(ctx).workerHeartbeat.groupBy({
    by: ['role'],
    where: { beat_at: { gte: alive } },
    _count: true,
  })
  return ['web', 'worker', 'both'].map((role) => ({
    labels: { role },
    value: rows.find((row) => row.role === role)?._count ?? 0,
  }))
}

async function readTexts(ctx: Ctx): Promise<Sample[]> {
  const rows = await store(ctx).smsMessage.groupBy({ by: ['direction', 'state'], _count: true })
  return rows.map(({ direction, state, _count }) => ({ labels: { direction, status: state }, value: _count }))
}

async function readOpenAlerts(ctx: Ctx): Promise<Sample[]> {
  const rows = await store(ctx).alert.groupBy({ by: ['kind'], where: { closed_at: null }, _count: true })
  return rows.map(({ kind, _count }) => ({ labels: { kind }, value: _count }))
}

/** How the whole installation is at this moment. Labels name agents, states and roles, never a person. */
export async function readGauges(ctx: Ctx): Promise<Gauges> {
  const [agents, processes, texts, textsUnread, conversationsWaitingForStaff, alertsOpen] = await Promise.all(
    [
      readAgents(ctx),
      readProcesses(ctx),
      readTexts(ctx),
      store(ctx).smsMessage.count({ where: { direction: 'inbound', interpreted_at: null } }),
      store(ctx).conversation.count({ where: { needs_staff_reason: { not: null } } }),
      readOpenAlerts(ctx),
    ],
  )
  return { ...agents, processes, texts, textsUnread, conversationsWaitingForStaff, alertsOpen }
}
