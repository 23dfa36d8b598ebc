import type { AgentStatus, AgentView } from '#lib/domain/agents/schema.ts'
import { agentName } from '../ui/agent-name.ts'
import type { Tone } from '../ui/status-pill.tsx'
import { durationWords } from '../ui/time.ts'

/** A message that waits longer than this deserves a look. */
const SLOW_MS = 60_000

export interface AgentState {
  tone: Tone
  words: string
  /** What that means for its messages, as sentences; null while all is well. */
  why: string | null
}

/** How an agent is. */
export function agentState(agent: AgentView): AgentState {
  if (agent.status === 'maintenance') {
    return {
      tone: 'info',
      words: 'in maintenance',
      why: `${since(agent.status_reason)}Its messages wait until it is set to active. It gets no routed work.`,
    }
  }
  if (agent.status === 'inactive') {
    return {
      tone: 'warn',
      words: 'inactive',
      why: `${since(agent.status_reason)}Its messages wait until it is set to active. It gets no routed work.`,
    }
  }
  if (!agent.is_stale) return { tone: 'good', words: 'well', why: null }
  if (agent.is_builtin) {
    return {
      tone: 'bad',
      words: 'no worker',
      why: 'No running worker handles it. Its messages wait and are not lost; a worker goes on where it stopped.',
    }
  }
  return {
    tone: 'warn',
    words: agent.heartbeat_at === null ? 'never heard of' : 'not heard of',
    why: 'It gets no routed work until its next heartbeat.',
  }
}

/** A stated reason as the beginning of a longer text. */
function since(reason: string | null): string {
  if (reason === null || reason.trim() === '') return ''
  const text = reason.trim()
  return /[.!?]$/.test(text) ? `${text} ` : `${text}. `
}

/** `Heartbeat 14 s ago` */
export function beatWords({ heartbeat_at }: AgentView, systemNow: number | undefined): string {
  if (heartbeat_at === null) return 'No heartbeat yet'
  return systemNow === undefined
    ? 'Heartbeat'
    : `Heartbeat ${durationWords(systemNow - Date.parse(heartbeat_at))} ago`
}

const DELIVERY: Record<AgentView['delivery'], string> = {
  built_in: 'Built in',
  push: 'HTTPS push',
  poll: 'Polls',
}

/** How messages reach it. */
export const deliveryWords = ({ delivery, endpoint }: Pick<AgentView, 'delivery' | 'endpoint'>) =>
  delivery === 'push' && endpoint?.startsWith('http:') === true ? 'HTTP push' : DELIVERY[delivery]

/** `12 waiting, oldest 7 min`; `now` is the product's clock. */
export function queueWords(agent: AgentView, now: number | undefined): { words: string; isSlow: boolean } {
  const { queue_depth: depth, oldest_pending_at: oldest } = agent
  if (depth === 0 || oldest === null || now === undefined) return { words: String(depth), isSlow: false }
  const age = now - Date.parse(oldest)
  return { words: `${depth}, oldest ${durationWords(age)}`, isSlow: age > SLOW_MS }
}

export const capabilityWords = (names: readonly string[]) => names.map((name) => name.replaceAll('_', ' '))

/** Of an agent that keeps nobody's schedule by name. */
export const noSchedules = ({ name }: Pick<AgentView, 'name'>) =>
  name === 'provider-agent' ? 'all that no outside agent keeps' : 'none'

const waitingWords = (count: number) =>
  count === 0 ? 'no message waits' : count === 1 ? '1 message waits' : `${count} messages wait`

/** Who needs a look comes first, then the built-in ones, then by name. */
export function inOrderOfNeed(agents: readonly AgentView[]): AgentView[] {
  const need = (agent: AgentView) => {
    const { tone } = agentState(agent)
    return tone === 'bad' ? 0 : tone === 'warn' ? 1 : agent.is_builtin ? 2 : 3
  }
  return agents.toSorted((a, b) => need(a) - need(b) || a.name.localeCompare(b.name))
}

interface AgentWarning {
  id: string
  tone: 'bad' | 'warn'
  title: string
  text: string
}

/** What an on-call engineer must know first: no worker at all as one line, then the agents that keep work waiting. */
export function agentWarnings(agents: readonly AgentView[], systemNow: number | undefined): AgentWarning[] {
  const unhandled = agents.filter((agent) => agent.is_builtin && agent.is_stale && agent.status === 'active')
  const others = agents
    .filter((agent) => !agent.is_builtin || agent.status !== 'active')
    .toSorted((a, b) => b.queue_depth - a.queue_depth)
  const missing = others.filter(
    (agent) =>
      agent.status === 'active' && agent.is_stale && (agent.queue_depth > 0 || agent.providers.length > 0),
  )
  const stopped = others.filter((agent) => agent.status !== 'active' && agent.queue_depth > 0)
  return [
    ...workerWarning(unhandled, systemNow),
    ...missing.map(
      (agent): AgentWarning => ({
        id: agent.id,
        tone: 'warn',
        title: `${agentName(agent.name)} is not heard of.`,
        text: `${beatWords(agent, systemNow)}; ${waitingWords(agent.queue_depth)} for it. It gets no routed work.`,
      }),
    ),
    ...stopped.map(
      (agent): AgentWarning => ({
        id: agent.id,
        tone: 'warn',
        title: `${agentName(agent.name)} is ${agent.status === 'maintenance' ? 'in maintenance' : 'inactive'}.`,
        text: `${since(agent.status_reason)}${sentence(waitingWords(agent.queue_depth))} until it is set to active.`,
      }),
    ),
  ]
}

function workerWarning(agents: readonly AgentView[], systemNow: number | undefined): AgentWarning[] {
  const [first] = agents
  if (first === undefined) return []
  const waiting = agents.reduce((sum, { queue_depth }) => sum + queue_depth, 0)
  const names = agents.map(({ name }) => agentName(name)).join(', ')
  return [
    {
      id: 'no-worker',
      tone: 'bad',
      title: `No worker runs ${names}.`,
      text: `${beatWords(first, systemNow)}; ${waitingWords(waiting)}, nothing is lost. Start a worker (npm run worker, or npm start with WORKER=inline): it goes on where this one stopped.`,
    },
  ]
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** What a change of status does, for the button's question. */
export function statusQuestion(
  agent: AgentView,
  next: AgentStatus,
): { title: string; verb: string; text: string } {
  const waiting = sentence(waitingWords(agent.queue_depth))
  if (next === 'active') {
    return {
      title: `Set ${agent.name} to active?`,
      verb: 'Set to active',
      text:
        agent.queue_depth === 0
          ? 'It gets messages and routed work again.'
          : `${waiting} for it; from now on they go out, the most urgent first. It also gets routed work again.`,
    }
  }
  const word = next === 'maintenance' ? 'maintenance' : 'inactive'
  return {
    title: `Set ${agent.name} to ${word}?`,
    verb: next === 'maintenance' ? 'Set to maintenance' : 'Set to inactive',
    text: `New messages for it wait, and their senders are told. ${waiting} now; nothing is lost. Routed work goes to other agents.`,
  }
}

/** What a key or a typed list of capabilities says: words parted by commas or line ends, each once. */
export const readCapabilities = (text: string) => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]

/** What removing an agent does, line by line. */
export function removalWords(agent: Pick<AgentView, 'queue_depth' | 'providers'>): string[] {
  const { queue_depth: depth, providers } = agent
  const names = providers.map(({ name }) => name).join(', ')
  return [
    'Its key ends at once.',
    depth === 0
      ? 'Messages it has taken and not finished become dead letters.'
      : `The ${depth === 1 ? 'message that waits' : `${depth} messages that wait`} for it, and those it has not finished, become dead letters.`,
    ...(providers.length === 0 ? [] : [`Switchboard keeps the schedule of ${names} again.`]),
    'What it did stays in the audit trail. Registering its name again brings its history back.',
  ]
}

/** Why an agent cannot be changed here whatever the login, or null when it can. */
export const fixedReason = ({ is_builtin }: Pick<AgentView, 'is_builtin'>): string | null =>
  is_builtin ? 'It comes with Switchboard: it cannot be changed or removed.' : null
