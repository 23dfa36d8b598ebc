import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { BUILTIN_AGENTS, isBuiltinAgent } from '#lib/domain/agents/builtin.ts'
import { notFound } from '#lib/domain/errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Writes the rows of the built-in agents that are named and missing. Two processes may do so at once; the unique name
 * decides, and only the winner's audit event is written.
 */
export async function registerBuiltinAgents(tx: TxCtx, names: readonly string[]): Promise<void> {
  const now = new Date(tx.systemNow())
  const missing = names.filter(isBuiltinAgent).map((name) => ({
    id: tx.newId(),
    name,
    type: BUILTIN_AGENTS[name].type,
    status: 'active' as const,
    capabilities: [...BUILTIN_AGENTS[name].capabilities],
    is_builtin: true,
    created_at: now,
    updated_at: now,
  }))
  const added = await tx.tx.agent.createManyAndReturn({
    data: missing,
    skipDuplicates: true,
    select: { id: true, name: true },
  })
  for (const agent of added) {
    await record(tx, {
      action: 'agent.registered',
      subject: { kind: 'agent', id: agent.id },
      detail: { name: agent.name },
    })
    tx.outgoing.events.push({ type: 'agent.changed', id: agent.id, clinic_id: null })
  }
}

async function findAgents(tx: TxCtx, references: readonly string[]): Promise<Map<string, string>> {
  const agents = await tx.tx.agent.findMany({
    where: {
      OR: [
        { name: { in: [...references] } },
        { id: { in: references.filter((reference) => UUID.test(reference)) } },
      ],
    },
    select: { id: true, name: true },
  })
  return new Map(agents.flatMap((agent) => [[agent.name, agent.id] as const, [agent.id, agent.id] as const]))
}

/**
 * The ids of agents that are named by unique name or id, in the order asked for. A built-in agent is written into the
 * registry when it is not there yet, because a text may arrive before any worker has started.
 * Throws `not_found` for an agent that nobody registered.
 */
export async function agentIds(tx: TxCtx, references: readonly string[]): Promise<string[]> {
  let known = await findAgents(tx, references)
  if (references.some((reference) => !known.has(reference) && isBuiltinAgent(reference))) {
    await registerBuiltinAgents(tx, references)
    known = await findAgents(tx, references)
  }
  return references.map((reference) => {
    const id = known.get(reference)
    if (!id) throw notFound(`The agent ${reference}`)
    return id
  })
}
