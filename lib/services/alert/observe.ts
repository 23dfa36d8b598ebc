import { type Ctx, store } from '#lib/core/context.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import {
  FAILURE_WINDOW_MS,
  MIN_TRIES,
  MISSED_WINDOW_MS,
  type Observations,
  WEBHOOK_WINDOW_MS,
} from '#lib/domain/operations/alert.ts'
import { allGateways } from '../carrier/gateways.ts'
import { HAS_FAILED } from '../metrics/message-sql.ts'

const OWNED = { id: true, name: true, clinic_id: true } as const

async function readQueues(ctx: Ctx): Promise<Observations['queues']> {
  const rows = await store(ctx).agentMessage.groupBy({
    by: ['to_agent_id'],
    where: { state: 'pending' },
    _count: true,
  })
  const ids = rows.flatMap(({ to_agent_id }) => to_agent_id ?? [])
  const agents = await store(ctx).agent.findMany({ where: { id: { in: ids } }, select: OWNED })
  return rows.map(({ to_agent_id, _count }) => ({
    agent: agents.find(({ id }) => id === to_agent_id) ?? null,
    waiting: _count,
  }))
}

interface DeliveryRow {
  id: string
  name: string
  clinic_id: string | null
  tries: number
  failed: number
}

/** By the domain clock, which wrote the times of the tries. One that is under way is not counted yet. */
async function readDeliveries(ctx: Ctx): Promise<Observations['deliveries']> {
  const since = new Date(ctx.now() - FAILURE_WINDOW_MS)
  const rows = await store(ctx).$queryRaw<DeliveryRow[]>`
    SELECT agent.id::text, agent.name, agent.clinic_id::text, count(*)::int AS tries,
           (count(*) FILTER (WHERE ${HAS_FAILED}))::int AS failed
    FROM delivery_attempt a JOIN agent_message m ON m.id = a.agent_message_id JOIN agent ON agent.id = m.to_agent_id
    WHERE a.attempted_at > ${since} AND (a.status = 'success' OR ${HAS_FAILED})
    GROUP BY 1, 2, 3 HAVING count(*) >= ${MIN_TRIES}`
  return rows.map(({ tries, failed, ...agent }) => ({ agent, tries, failed }))
}

async function readAgents(ctx: Ctx, since: number): Promise<Observations['agents']> {
  const rows = await store(ctx).agent.findMany({
    where: { is_builtin: false, removed_at: null, status: 'active', heartbeat_at: { not: null } },
    select: { ...OWNED, heartbeat_at: true },
  })
  return rows.map(({ heartbeat_at, ...agent }) => ({
    ...agent,
    silent_ms: ctx.systemNow() - Math.max(heartbeat_at?.getTime() ?? 0, since),
  }))
}

async function readWorkerSilence(ctx: Ctx, since: number): Promise<number> {
  const last = await store(ctx).workerHeartbeat.findFirst({
    where: { role: { in: ['worker', 'both'] } },
    orderBy: { beat_at: 'desc' },
    select: { beat_at: true },
  })
  return ctx.systemNow() - Math.max(last?.beat_at.getTime() ?? 0, since)
}

async function readReplies(ctx: Ctx): Promise<Observations['replies']> {
  const rows = await store(ctx).conversation.findMany({
    where: { needs_staff_reason: { not: null }, needs_staff_since: { not: null } },
    select: { needs_staff_since: true, clinic: { select: { id: true, name: true } } },
  })
  const byClinic = Map.groupBy(rows, ({ clinic }) => clinic.id)
  return [...byClinic.values()].map((waiting) => ({
    clinic: waiting[0]!.clinic,
    waiting_ms: waiting.map(({ needs_staff_since: since }) => ctx.now() - (since?.getTime() ?? 0)),
  }))
}

async function readMissed(ctx: Ctx): Promise<Observations['missed']> {
  const found = await store(ctx).smsMessage.aggregate({
    where: { repaired_at: { gt: new Date(ctx.systemNow() - MISSED_WINDOW_MS) } },
    _count: true,
    _min: { received_at: true },
    _max: { received_at: true },
  })
  return {
    count: found._count,
    first_at: found._min.received_at?.getTime() ?? 0,
    last_at: found._max.received_at?.getTime() ?? 0,
  }
}

async function readWebhooks(ctx: Ctx): Promise<Observations['webhooks']> {
  const recent = { gt: new Date(ctx.systemNow() - WEBHOOK_WINDOW_MS) }
  const channels = await store(ctx).webhookChannel.findMany({
    where: { bad_count: { gt: 0 }, last_bad_at: recent },
  })
  const reasons = await store(ctx).webhookFailure.findMany({
    where: { last_at: recent },
    orderBy: { last_at: 'desc' },
  })
  return channels.map(({ channel, bad_count }) => ({
    channel,
    bad: bad_count,
    reason: reasons.find((each) => each.channel === channel)?.reason ?? '',
  }))
}

async function readCarriers(ctx: Ctx): Promise<Observations['carriers']> {
  const configured = allGateways(ctx).map(({ provider }) => provider)
  const rows = await store(ctx).smsGatewayState.findMany({
    where: { provider: { in: configured }, failures: { gt: 0 }, rests_until: { not: null } },
    orderBy: { provider: 'asc' },
  })
  return rows.map(({ provider, failures, last_code, rests_until }) => ({
    provider: provider as SmsProvider,
    faults: failures,
    code: last_code,
    rests_ms: Math.max(0, (rests_until?.getTime() ?? 0) - ctx.now()),
  }))
}

/**
 * How the installation is, as far as alerts are about it. `watchingSince`, epoch ms of the system clock: nobody is missed
 * for the time before, in which nobody could be heard.
 */
export async function observe(ctx: Ctx, watchingSince: number): Promise<Observations> {
  const [queues, deliveries, agents, worker_silent_ms, replies, missed, webhooks, carriers] =
    await Promise.all([
      readQueues(ctx),
      readDeliveries(ctx),
      readAgents(ctx, watchingSince),
      readWorkerSilence(ctx, watchingSince),
      readReplies(ctx),
      readMissed(ctx),
      readWebhooks(ctx),
      readCarriers(ctx),
    ])
  return { queues, deliveries, agents, worker_silent_ms, replies, missed, webhooks, carriers }
}
