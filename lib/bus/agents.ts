import { record } from '#lib/core/audit.ts'
import { type Ctx, store, type TxCtx } from '#lib/core/context.ts'
import type { Agent } from '#lib/db/generated/client.ts'
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

/** What the bus has to know of an agent to hand it a message. */
export const BUS_AGENT = {
  id: true,
  name: true,
  is_builtin: true,
  endpoint: true,
  status: true,
  heartbeat_at: true,
  clinic_id: true,
  removed_at: true,
} as const

export type BusAgent = Pick<Agent, keyof typeof BUS_AGENT>

/** `uuid` in a Prisma filter refuses anything else, so a name is only asked for as a name. */
export const isUuid = (reference: string): boolean => UUID.test(reference)

/** The agent with this unique name or id, removed or not; null when nobody registered it. */
export const findAgent = (ctx: Ctx, reference: string): Promise<BusAgent | null> =>
  store(ctx).agent.findFirst({
    where: isUuid(reference) ? { id: reference } : { name: reference },
    select: BUS_AGENT,
  })

async function findAgents(tx: TxCtx, references: readonly string[]): Promise<Map<string, BusAgent>> {
  const agents = await tx.tx.agent.findMany({
    where: { OR: [{ name: { in: [...references] } }, { id: { in: references.filter(isUuid) } }] },
    select: BUS_AGENT,
  })
  return new Map(agents.flatMap((agent) => [[agent.name, agent] as const, [agent.id, agent] as const]))
}

/**
 * The agents that are named by unique name or id, in the order asked for. A built-in agent is written into the registry
 * when it is not there yet, because a text may arrive before any worker has started.
 * Throws `not_found` for an agent that nobody registered.
 */
export async function busAgents(tx: TxCtx, references: readonly string[]): Promise<BusAgent[]> {
  let known = await findAgents(tx, references)
  if (references.some((reference) => !known.has(reference) && isBuiltinAgent(reference))) {
    await registerBuiltinAgents(tx, references)
    known = await findAgents(tx, references)
  }
  return references.map((reference) => {
    const agent = known.get(isUuid(reference) ? reference.toLowerCase() : reference)
    if (!agent) throw notFound(`The agent ${reference}`)
    return agent
  })
}
