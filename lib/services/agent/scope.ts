import { canSeeClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Agent, Prisma } from '#lib/db/generated/client.ts'
import { conflict, forbidden, notFound } from '#lib/domain/errors.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The agents that an actor may know of: those of their clinics, the built-in ones, for staff also those that serve every
 * clinic, and for an agent's own key itself.
 */
export function agentScope(ctx: Ctx): Prisma.AgentWhereInput {
  const { clinicIds, kind, agentId } = ctx.actor
  if (clinicIds === 'all') return {}
  return {
    OR: [
      { clinic_id: { in: [...clinicIds] } },
      { is_builtin: true },
      ...(kind === 'staff' ? [{ clinic_id: null }] : []),
      ...(agentId === undefined ? [] : [{ id: agentId }]),
    ],
  }
}

/** Whether the actor may know of this agent; the same rule as `agentScope`. */
export function canSeeAgent(ctx: Ctx, agent: Pick<Agent, 'id' | 'clinic_id' | 'is_builtin'>): boolean {
  if (ctx.actor.agentId === agent.id || agent.is_builtin) return true
  if (agent.clinic_id !== null) return canSeeClinic(ctx, agent.clinic_id)
  return ctx.actor.clinicIds === 'all' || ctx.actor.kind === 'staff'
}

/**
 * The registered agent of this uuid or name. Throws `not_found` for one that nobody registered, that was removed, or that
 * the actor may not know of: the three look the same.
 */
export async function findAgent(ctx: Ctx, reference: string): Promise<Agent> {
  const which = UUID.test(reference) ? { id: reference } : { name: reference }
  const agent = await store(ctx).agent.findFirst({ where: { ...which, removed_at: null } })
  if (!agent || !canSeeAgent(ctx, agent)) throw notFound('The agent')
  return agent
}

/** True for the agent's own key. */
export const isItself = (ctx: Ctx, agent: { id: string }): boolean => ctx.actor.agentId === agent.id

/** Whether the actor may register or change any agent at all; which one is decided by `requireAgentWriter`. */
export const mayWriteAgents = (ctx: Ctx): boolean =>
  ctx.actor.agentId !== undefined || ctx.actor.permissions.has('agents:write')

/** Throws `forbidden` unless what the actor makes or changes may serve every clinic. */
export async function requireAllClinics(ctx: Ctx): Promise<void> {
  if (await reachesAllClinics(ctx)) return
  throw forbidden('This agent works for every clinic. Only somebody who covers all of them may change it.')
}

/**
 * Throws unless the actor may change this agent: the agent's own key, or `agents:write` with reach over all that it
 * serves. `forbidden` without the right, `conflict` for an agent that comes with the product.
 */
export async function requireAgentWriter(ctx: Ctx, agent: Agent): Promise<void> {
  if (isItself(ctx, agent)) return
  if (ctx.actor.agentId !== undefined) throw forbidden('The key of an agent is for that agent alone.')
  requirePermission(ctx, 'agents:write')
  if (agent.is_builtin)
    throw conflict(`${agent.name} comes with Switchboard and cannot be changed or removed.`)
  if (agent.clinic_id === null) await requireAllClinics(ctx)
}
