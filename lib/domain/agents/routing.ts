import { isMessageType } from './envelope.ts'
import { isPeerMessage } from './peer-messages.ts'
import type { AgentStatus } from './schema.ts'

/** What an agent that never told its load is taken for: neither idle nor full. */
const UNKNOWN_LOAD = 0.5
const MAX_NAMED = 3

/** What a message without a receiver asks for. */
export interface RoutingRequest {
  message_type: string
  from_agent_id: string
  /** The sender's clinic; null: every clinic. */
  clinic_id: string | null
  /** The receiver must have all of these. */
  requirements: readonly string[]
  /** Agents that can do this come first; where nothing is required, it must be one of them. */
  task_type: string | null
}

export interface RoutingCandidate {
  id: string
  name: string
  is_builtin: boolean
  clinic_id: string | null
  status: AgentStatus
  is_stale: boolean
  capabilities: readonly string[]
  /** 0 is idle, 1 is full; null: never told. */
  load: number | null
  /** Messages that wait for it. */
  queue_depth: number
}

export interface Routing {
  agent_id: string | null
  /** Why this one, or why none, in words for whoever is on call. */
  reason: string
}

/** Whether agents of these clinics may write to each other; null is every clinic. */
export const areInReach = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** Every requirement; without any, the task itself. */
const neededBy = ({ requirements, task_type }: RoutingRequest): readonly string[] =>
  requirements.length > 0 ? requirements : task_type === null ? [] : [task_type]

/** Our own agents take some messages of the A2A design; anything else would end as a dead letter. */
function mayTake(request: RoutingRequest, agent: RoutingCandidate): boolean {
  return (
    agent.id !== request.from_agent_id &&
    areInReach(request.clinic_id, agent.clinic_id) &&
    (!agent.is_builtin || (isMessageType(request.message_type) && isPeerMessage(request.message_type))) &&
    neededBy(request).every((capability) => agent.capabilities.includes(capability))
  )
}

/** Why an agent gets no routed work, or null when it does. */
function absence(agent: RoutingCandidate): string | null {
  if (agent.status === 'maintenance') return `${agent.name} is in maintenance`
  if (agent.status === 'inactive') return `${agent.name} is inactive`
  return agent.is_stale ? `${agent.name} has not been heard of lately` : null
}

const loadWords = ({ load, queue_depth }: RoutingCandidate) =>
  `${load === null ? 'load not told' : `load ${Math.round(load * 100)} %`}, ${queue_depth} waiting`

/**
 * Finds the receiver of a message that names none: active, heard of lately, in reach, able to do all that is required.
 * Those that name the task among their capabilities come first, then the least loaded, then the shortest queue, then the
 * name. Without any requirement the task itself is required. Agents that have been removed are no candidates.
 */
export function chooseReceiver(request: RoutingRequest, candidates: readonly RoutingCandidate[]): Routing {
  const needed = listed(neededBy(request))
  const able = candidates.filter((agent) => mayTake(request, agent))
  const present = able.filter((agent) => absence(agent) === null)
  const doesTask = (agent: RoutingCandidate) =>
    request.task_type !== null && agent.capabilities.includes(request.task_type)
  const [best] = present.toSorted(
    (a, b) =>
      Number(doesTask(b)) - Number(doesTask(a)) ||
      (a.load ?? UNKNOWN_LOAD) - (b.load ?? UNKNOWN_LOAD) ||
      a.queue_depth - b.queue_depth ||
      (a.name < b.name ? -1 : 1),
  )
  if (best === undefined) {
    const absent = able.map(absence).filter((reason) => reason !== null)
    const more = absent.length > MAX_NAMED ? ` and ${absent.length - MAX_NAMED} more` : ''
    return {
      agent_id: null,
      reason:
        absent.length === 0
          ? `No agent within reach can do ${needed}.`
          : `No agent that can do ${needed} is there: ${absent.slice(0, MAX_NAMED).join('; ')}${more}.`,
    }
  }
  const isMore = doesTask(best) && !neededBy(request).includes(request.task_type ?? '')
  const task = isMore ? `, and ${request.task_type} too` : ''
  const others = present.length === 1 ? 'the only one there' : `chosen among ${present.length}`
  return {
    agent_id: best.id,
    reason: `${best.name} can do ${needed}${task}; ${others} (${loadWords(best)}).`,
  }
}

/**
 * Why a message to this agent has to wait, or null when it is brought there at once. An endpoint is tried however long
 * ago its agent was heard of: the answer to the delivery says more than a missed heartbeat.
 */
export function waitReason(agent: {
  name: string
  status: AgentStatus
  is_stale: boolean
  is_polling: boolean
}): string | null {
  if (agent.status === 'maintenance') {
    return `${agent.name} is in maintenance. The message waits until it is active again.`
  }
  if (agent.status === 'inactive') {
    return `${agent.name} is inactive. The message waits until it is active again.`
  }
  if (agent.is_stale && agent.is_polling) {
    return `${agent.name} has not been heard of lately. The message waits until it asks for its messages.`
  }
  return null
}
