import { record } from '#lib/core/audit.ts'
import { type Ctx, store, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import { chooseReceiver, type Routing, type RoutingCandidate } from '#lib/domain/agents/routing.ts'
import { BUS_AGENT } from './agents.ts'
import { announceMessage, handToReceiver } from './insert-message.ts'
import { tellSender } from './notice.ts'

/** Unrouted messages that are looked at together. */
const PAGE = 500

const UNROUTED = {
  id: true,
  clinic_id: true,
  conversation_id: true,
  correlation_id: true,
  from_agent_id: true,
  message_type: true,
  priority: true,
  task_type: true,
  requirements: true,
  routing_reason: true,
  created_at: true,
  from: { select: { clinic_id: true } },
} as const

/** Every agent that is registered, with what waits for it: those that are absent are named in the reason. */
export async function routingCandidates(ctx: Ctx): Promise<RoutingCandidate[]> {
  const agents = await store(ctx).agent.findMany({
    where: { removed_at: null },
    select: { ...BUS_AGENT, capabilities: true, load: true },
  })
  const depths = await store(ctx).agentMessage.groupBy({
    by: ['to_agent_id'],
    where: { state: 'pending', to_agent_id: { not: null } },
    _count: true,
  })
  const depthOf = new Map(depths.map((row) => [row.to_agent_id, row._count]))
  return agents.map((agent) => ({
    ...agent,
    is_stale: isAgentStale(agent, ctx.systemNow()),
    queue_depth: depthOf.get(agent.id) ?? 0,
  }))
}

const findUnrouted = (ctx: Ctx, after: string | null) =>
  store(ctx).agentMessage.findMany({
    where: {
      state: 'pending',
      to_agent_id: null,
      OR: [{ expires_at: null }, { expires_at: { gt: new Date(ctx.now()) } }],
    },
    select: UNROUTED,
    orderBy: [{ priority: 'asc' }, { created_at: 'asc' }, { id: 'asc' }],
    take: PAGE,
    ...(after === null ? {} : { cursor: { id: after }, skip: 1 }),
  })

type Unrouted = Awaited<ReturnType<typeof findUnrouted>>[number]

/** Writes down that a message goes to an agent, or why it still waits. False: somebody else was faster, or it is over. */
async function settle(tx: TxCtx, message: Unrouted, routing: Routing): Promise<boolean> {
  const changed = await tx.tx.agentMessage.updateMany({
    where: {
      id: message.id,
      state: 'pending',
      to_agent_id: null,
      OR: [{ expires_at: null }, { expires_at: { gt: new Date(tx.now()) } }],
    },
    data: {
      to_agent_id: routing.agent_id,
      routing_reason: routing.reason,
      due_at: new Date(tx.now()),
      updated_at: new Date(tx.now()),
    },
  })
  return changed.count === 1
}

async function route(ctx: Ctx, message: Unrouted, routing: Routing): Promise<boolean> {
  return mutate(ctx, { name: 'agent_message.route', permission: null }, async (tx) => {
    if (!(await settle(tx, message, routing))) return false
    if (routing.agent_id === null) {
      announceMessage(tx, message)
      return false
    }
    await noteRouted(tx, message, routing)
    const to = await tx.tx.agent.findUniqueOrThrow({ where: { id: routing.agent_id }, select: BUS_AGENT })
    handToReceiver(tx, message, to)
    await tellSender(tx, message, { event: 'routed', reason: routing.reason })
    return true
  })
}

/** Staff read in the trail where a message went, or that nobody could take it. */
export const noteRouted = (
  tx: TxCtx,
  message: { id: string; clinic_id: string | null; conversation_id: string | null; message_type: string },
  routing: Routing,
): Promise<void> =>
  record(tx, {
    action: routing.agent_id === null ? 'agent_message.unrouted' : 'agent_message.routed',
    subject: { kind: 'agent_message', id: message.id },
    clinicId: message.clinic_id,
    conversationId: message.conversation_id,
    detail: { message_type: message.message_type, to: routing.agent_id },
    note: routing.reason,
  })

/**
 * Tries the messages that found no receiver again, by priority then age, and never one that has expired. Returns how many
 * found one. Several may run at once; a message is routed once.
 */
export async function routeWaiting(ctx: Ctx): Promise<number> {
  let routed = 0
  let candidates: RoutingCandidate[] | null = null
  let after: string | null = null
  for (;;) {
    const page: Unrouted[] = await findUnrouted(ctx, after)
    candidates ??= page.length === 0 ? [] : await routingCandidates(ctx)
    for (const message of page) {
      const routing = chooseReceiver({ ...message, clinic_id: message.from.clinic_id }, candidates)
      if (routing.agent_id === null && routing.reason === message.routing_reason) continue
      if (!(await route(ctx, message, routing))) continue
      routed += 1
      const chosen = candidates.find((agent) => agent.id === routing.agent_id)
      if (chosen) chosen.queue_depth += 1
    }
    if (page.length < PAGE) return routed
    after = page.at(-1)!.id
  }
}

/**
 * For an agent that has registered, beaten its heart or become active: messages that found no receiver are tried again
 * soon after the commit, if there are any.
 */
export async function wakeUnrouted(tx: TxCtx, agentId: string): Promise<void> {
  const waiting = await tx.tx.agentMessage.findFirst({
    where: { state: 'pending', to_agent_id: null },
    select: { id: true },
  })
  if (waiting) tx.outgoing.wakes.push({ kind: 'agent.route', key: agentId })
}
