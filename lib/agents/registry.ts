import type { RunningAgents } from '#lib/bus/handler.ts'
import { providerAgent } from './provider/agent.ts'
import { schedulingAgent } from './scheduling/agent.ts'
import { userAgent } from './user/agent.ts'

/** The built-in agents that a worker runs. */
export const BUILTIN_HANDLERS: RunningAgents = {
  'user-agent': userAgent,
  'scheduling-agent': schedulingAgent,
  'provider-agent': providerAgent,
}
