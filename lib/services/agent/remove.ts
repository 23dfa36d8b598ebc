import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Agent } from '#lib/db/generated/client.ts'
import { type AgentInput, agentInput } from '#lib/domain/agents/schema.ts'
import { findAgent, requireAgentWriter } from './scope.ts'
import { revokeOwnKeys } from './secrets.ts'

/**
 * What it had not finished becomes dead letters with the reason: whoever registers the name later must not find them in
 * the post. A person may put each back.
 */
async function failMessages(tx: TxCtx, agent: Agent): Promise<number> {
  const now = new Date(tx.now())
  const failed = await tx.tx.agentMessage.updateManyAndReturn({
    where: { to_agent_id: agent.id, state: { in: ['pending', 'delivered'] } },
    data: {
      state: 'failed',
      failure_reason: `${agent.name} was removed before it was done with this message.`,
      failed_at: now,
      updated_at: now,
      lease_until: null,
    },
    select: { id: true, clinic_id: true },
  })
  for (const { id, clinic_id } of failed) {
    tx.outgoing.events.push({ type: 'agent_message.changed', id, clinic_id })
  }
  return failed.length
}

/** The schedules that it kept are kept by the product again. */
async function releaseProviders(tx: TxCtx, agentId: string): Promise<number> {
  const released = await tx.tx.provider.updateManyAndReturn({
    where: { agent_id: agentId },
    data: { agent_id: null },
    select: { id: true, clinic_id: true },
  })
  for (const { id, clinic_id } of released) {
    tx.outgoing.events.push({ type: 'provider.changed', id, clinic_id })
  }
  return released.length
}

/**
 * Takes an outside agent off the registry: its keys end at once, what waited for it is a dead letter, the schedules that it
 * kept are the product's again. The row stays, because its messages name it. Throws as `updateAgent` does.
 */
export async function removeAgent(ctx: Ctx, input: AgentInput): Promise<void> {
  const parsed = parseInput(agentInput, input)
  return mutate(ctx, { name: 'agent.remove', permission: null, input: parsed }, async (tx) => {
    const { id } = await findAgent(tx, parsed.agent_id)
    await tx.tx.$executeRaw`SELECT 1 FROM agent WHERE id = ${id}::uuid FOR NO KEY UPDATE`
    const agent = await findAgent(tx, id)
    await requireAgentWriter(tx, agent)
    const now = new Date(tx.systemNow())
    await tx.tx.agent.update({
      where: { id },
      data: { removed_at: now, updated_at: now, status: 'inactive', status_reason: null },
    })
    const detail = {
      name: agent.name,
      keys: await revokeOwnKeys(tx, id),
      messages: await failMessages(tx, agent),
      providers: await releaseProviders(tx, id),
    }
    await record(tx, {
      action: 'agent.removed',
      subject: { kind: 'agent', id },
      clinicId: agent.clinic_id,
      detail,
    })
    tx.outgoing.events.push({ type: 'agent.changed', id, clinic_id: agent.clinic_id })
  })
}
