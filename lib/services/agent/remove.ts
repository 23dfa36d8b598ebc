import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type AgentInput, agentInput } from '#lib/domain/agents/schema.ts'
import { endOrphanedMessages } from './end-orphaned.ts'
import { findAgent, requireAgentWriter } from './scope.ts'
import { revokeOwnKeys } from './secrets.ts'

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
  const agentId = await mutate(ctx, { name: 'agent.remove', permission: null, input: parsed }, async (tx) => {
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
      providers: await releaseProviders(tx, id),
    }
    await record(tx, {
      action: 'agent.removed',
      subject: { kind: 'agent', id },
      clinicId: agent.clinic_id,
      detail,
    })
    tx.outgoing.events.push({ type: 'agent.changed', id, clinic_id: agent.clinic_id })
    return id
  })
  // Those that are left when this ends early, or are very many, are ended by the worker's loop.
  await endOrphanedMessages(ctx, agentId)
}
