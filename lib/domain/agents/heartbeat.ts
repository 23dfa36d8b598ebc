const SECOND = 1_000

/** How often a process says that it is alive, and with it each built-in agent whose handlers it runs. */
export const HEARTBEAT_EVERY_MS = 2 * SECOND
/** A process or built-in agent that has been silent for this long is taken to be gone. */
export const HEARTBEAT_LOST_AFTER_MS = 15 * SECOND
/** An agent of somebody else's is stale after this long. */
export const OUTSIDE_AGENT_STALE_AFTER_MS = 300 * SECOND

/**
 * Whether nobody can be expected to handle this agent's messages: it has not been heard of lately, or never.
 * `now` is the system clock in epoch milliseconds.
 */
export function isAgentStale(
  agent: { is_builtin: boolean; heartbeat_at: Date | null },
  now: number,
): boolean {
  if (!agent.heartbeat_at) return true
  const limit = agent.is_builtin ? HEARTBEAT_LOST_AFTER_MS : OUTSIDE_AGENT_STALE_AFTER_MS
  return now - agent.heartbeat_at.getTime() > limit
}
