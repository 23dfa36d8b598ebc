import { BUS_AGENT, type BusAgent, busAgents } from '#lib/bus/agents.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { SlotRequest } from '#lib/domain/agents/envelope-payloads.ts'
import type { Flow } from '../answer.ts'

/** An agent with those of its providers who do the service that is asked for. */
export interface Keeper {
  agent: BusAgent
  providers: { id: string; name: string }[]
}

async function preferredProviders(tx: TxCtx, flow: Flow, request: SlotRequest): Promise<readonly string[]> {
  const asked = request.preferences?.provider_ids ?? []
  if (asked.length > 0) return asked
  const { patient } = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: flow.conversation_id },
    select: { patient: { select: { preferred_provider_id: true } } },
  })
  return patient.preferred_provider_id ? [patient.preferred_provider_id] : []
}

/**
 * The agents that keep providers who do this service, in the order in which they are asked: that of the preferred
 * provider, then our own, then the others by name. Providers of nobody else are our own provider agent's.
 */
export async function keepersFor(tx: TxCtx, flow: Flow, request: SlotRequest): Promise<Keeper[]> {
  const asked = request.preferences?.provider_ids ?? []
  const rows = await tx.tx.provider.findMany({
    where: {
      clinic_id: flow.clinic_id,
      is_active: true,
      services: { some: { service_type_id: request.service_type_id } },
      OR: [{ is_external: false }, { agent_id: { not: null } }],
      ...(asked.length > 0 ? { id: { in: asked } } : {}),
    },
    select: { id: true, name: true, agent: { select: BUS_AGENT } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const [own] = (await busAgents(tx, ['provider-agent'])) as [BusAgent]
  const keepers = new Map<string, Keeper>()
  for (const { agent, ...provider } of rows) {
    const keeper = keepers.get((agent ?? own).id) ?? { agent: agent ?? own, providers: [] }
    keeper.providers.push(provider)
    keepers.set(keeper.agent.id, keeper)
  }
  const preferred = await preferredProviders(tx, flow, request)
  const rank = ({ agent, providers }: Keeper) =>
    providers.some(({ id }) => preferred.includes(id)) ? 0 : agent.is_builtin ? 1 : 2
  return [...keepers.values()].sort((a, b) => rank(a) - rank(b) || (a.agent.name < b.agent.name ? -1 : 1))
}
