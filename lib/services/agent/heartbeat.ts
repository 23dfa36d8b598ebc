import { wakeUnrouted } from '#lib/bus/route.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import { type AgentView, type HeartbeatInput, heartbeatInput } from '#lib/domain/agents/schema.ts'
import { maySetStatusByHeartbeat } from '#lib/domain/agents/status.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { findAgent, requireAgentWriter } from './scope.ts'
import { readAgentView } from './view.ts'

/**
 * The agent says that it is alive, how busy it is, and whether it takes work, on the system clock. A status that staff or
 * the agent's own endpoint decided (see domain/agents/status) is not changed by a beat. Only changes of the status are
 * audited and told to whoever watches, and the first beat after a silence; a beat alone is not.
 * Throws `not_found` out of scope, `forbidden` for staff and for another agent's key, `conflict` for a built-in agent.
 */
export async function heartbeatAgent(ctx: Ctx, input: HeartbeatInput): Promise<AgentView> {
  const parsed = parseInput(heartbeatInput, input)
  return mutate(ctx, { name: 'agent.heartbeat', permission: null, input: parsed }, async (tx) => {
    const { id } = await findAgent(tx, parsed.agent_id)
    await tx.tx.$executeRaw`SELECT 1 FROM agent WHERE id = ${id}::uuid FOR NO KEY UPDATE`
    const agent = await findAgent(tx, id)
    await requireAgentWriter(tx, agent)
    if (tx.actor.kind === 'staff') throw forbidden('Only the agent itself can say that it is alive.')
    const now = tx.systemNow()
    const status = maySetStatusByHeartbeat(agent) ? (parsed.status ?? agent.status) : agent.status
    await tx.tx.agent.update({
      where: { id },
      data: {
        heartbeat_at: new Date(now),
        ...(parsed.load === undefined ? {} : { load: parsed.load }),
        ...(status === agent.status ? {} : { status, updated_at: new Date(now) }),
      },
    })
    if (status !== agent.status) {
      await record(tx, {
        action: 'agent.status_changed',
        subject: { kind: 'agent', id },
        clinicId: agent.clinic_id,
        detail: { name: agent.name, from: agent.status, to: status },
      })
    }
    if (status !== agent.status || isAgentStale(agent, now)) {
      tx.outgoing.events.push({ type: 'agent.changed', id, clinic_id: agent.clinic_id })
      if (status === 'active') await wakeUnrouted(tx, id)
    }
    return readAgentView(tx, id)
  })
}
