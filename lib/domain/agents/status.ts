import type { AgentStatus } from './schema.ts'

/** An agent's `status_reason` after its endpoint answered 410: it asked not to be called again. */
export const GONE_REASON =
  'Its endpoint answered 410 Gone, so nothing is sent to it until it registers again.'
/** An agent's `status_reason` after a member of staff took it out of service. Who it was is in the audit trail. */
export const HELD_REASON = 'Staff took it out of service.'

interface AgentState {
  status: AgentStatus
  status_reason: string | null
}

/** Whether only staff may let this agent work again. What an agent says of itself has no reason beside it. */
export const isHeldByStaff = (agent: AgentState): boolean =>
  agent.status !== 'active' && agent.status_reason === HELD_REASON

/** Whether a heartbeat may change the status: a beat goes on while the endpoint is gone, or while staff hold the agent. */
export const maySetStatusByHeartbeat = (agent: AgentState): boolean => agent.status_reason === null
