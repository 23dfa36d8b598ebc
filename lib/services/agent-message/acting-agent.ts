import { type BusAgent, findAgent } from '#lib/bus/agents.ts'
import { canSeeClinic } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { forbidden, invalidInput, notFound } from '#lib/domain/errors.ts'

export interface ActingAgent {
  agent: BusAgent
  /** For the audit trail: whom a shared key acted for; empty for an agent's own key. */
  audited: { acting_for?: string }
}

/** An agent of every clinic belongs to those who reach every clinic. */
const isInScope = (ctx: Ctx, agent: BusAgent): boolean =>
  agent.clinic_id === null ? ctx.actor.clinicIds === 'all' : canSeeClinic(ctx, agent.clinic_id)

async function ownAgent(ctx: Ctx, agentId: string, reference: string | null | undefined): Promise<BusAgent> {
  const agent = await findAgent(ctx, agentId)
  if (!agent) throw notFound('The agent of this key')
  if (reference && reference !== agent.name && reference.toLowerCase() !== agent.id) {
    throw forbidden(`This key belongs to ${agent.name} and cannot act for another agent.`)
  }
  return agent
}

/**
 * Refuses to act for an agent that a shared key may not act for: people are no agents, ours speak for themselves, and one
 * out of scope or removed is not found.
 */
function requireSharable(ctx: Ctx, agent: BusAgent, reference: string): void {
  if (agent.is_builtin)
    throw forbidden(`${agent.name} is one of Switchboard’s own agents; it acts by itself.`)
  if (agent.removed_at !== null || !isInScope(ctx, agent)) throw notFound(`The agent ${reference}`)
  if (ctx.actor.kind === 'staff') {
    throw forbidden('Only agents send and take messages here. Use the agent’s own key, or a shared one.')
  }
}

/**
 * The agent that the caller acts for: the one its own key belongs to, else the one that a shared key names in `field`.
 * Throws `invalid_input` when a shared key names none, `forbidden` for another agent than the key's own, for one of ours
 * and for people, `not_found` for an agent out of scope.
 */
export async function actingAgent(
  ctx: Ctx,
  reference: string | null | undefined,
  field: string,
): Promise<ActingAgent> {
  const { agentId } = ctx.actor
  if (agentId !== undefined) return { agent: await ownAgent(ctx, agentId, reference), audited: {} }
  if (!reference) {
    throw invalidInput(`Name the agent in ${field}: this key belongs to no agent of its own.`, field)
  }
  const agent = await findAgent(ctx, reference)
  if (!agent) throw notFound(`The agent ${reference}`)
  requireSharable(ctx, agent, reference)
  return { agent, audited: { acting_for: agent.id } }
}

/** The receiver of a message that the caller may report on, as `actingAgent`; null when it is somebody else's. */
export function asReceiver(ctx: Ctx, receiver: BusAgent | null): ActingAgent | null {
  if (receiver === null) return null
  if (ctx.actor.agentId !== undefined) {
    return ctx.actor.agentId === receiver.id ? { agent: receiver, audited: {} } : null
  }
  requireSharable(ctx, receiver, receiver.name)
  return { agent: receiver, audited: { acting_for: receiver.id } }
}
