import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'

/**
 * What the actor may see of the bus. An agent's own key: what that agent sent or received, and nothing else. Staff: their
 * clinics, and what belongs to no clinic. A shared key: its clinic, or everything when it has none.
 */
export function messageScope(ctx: Ctx): Prisma.AgentMessageWhereInput {
  const { agentId, clinicIds, kind } = ctx.actor
  if (agentId !== undefined) return { OR: [{ from_agent_id: agentId }, { to_agent_id: agentId }] }
  if (clinicIds === 'all') return {}
  const own = { clinic_id: { in: [...clinicIds] } }
  return kind === 'staff' ? { OR: [{ clinic_id: null }, own] } : own
}
