import { deliveryDelaysMs, MAX_TRIES } from '#lib/domain/agents/retry-policy.ts'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { agentName } from '../ui/agent-name.ts'
import type { Tone } from '../ui/status-pill.tsx'
import { durationWords, roughDuration } from '../ui/time.ts'

export interface StateWords {
  tone: Tone
  words: string
  /** Beside the state: how long it took, has waited, or is still to wait. */
  aside: string
  /** Why it is so, as a sentence, where the words do not say it. */
  why: string | null
}

/** Milliseconds of the two clocks: the product's, which tries and expiry follow, and the system's, which leases follow. */
export interface Clocks {
  now: number
  systemNow: number
}

/** A message that waits longer than this deserves a look. */
const SLOW_MS = 60_000

/** Whether the words change with the clock alone, without a live event. */
export const isTicking = ({ status }: Pick<MessageView, 'status'>) =>
  status === 'pending' || status === 'delivered'

/** What is true of a message now. `receiver` is its entry in the registry, where it has one. */
export function messageState(
  message: MessageView,
  receiver: AgentView | undefined,
  clocks: Clocks,
): StateWords {
  switch (message.status) {
    case 'pending':
      return pendingState(message, receiver, clocks)
    case 'delivered':
      return {
        tone: 'accent',
        words: 'delivered',
        aside: `${roughDuration(clocks.now - Date.parse(message.delivered_at ?? message.created_at))} ago`,
        why: `${receiverName(message)} has it and has not said yet that it is done.`,
      }
    case 'processed':
      return {
        tone: 'good',
        words: 'processed',
        aside:
          message.processed_at === null ? '' : tookWords(spanOf(message.created_at, message.processed_at)),
        why: null,
      }
    case 'failed':
      return {
        tone: 'bad',
        words: 'dead letter',
        aside: message.retry_count === 0 ? '' : `${message.retry_count + 1} tries`,
        why: message.failure_reason,
      }
    case 'expired':
      return {
        tone: 'neutral',
        words: 'expired',
        aside: '',
        why:
          message.failure_reason ?? 'Its time ran out before it was done, so it is not delivered any more.',
      }
  }
}

function pendingState(message: MessageView, receiver: AgentView | undefined, clocks: Clocks): StateWords {
  const { now, systemNow } = clocks
  const waited = now - Date.parse(message.created_at)
  const waiting = { tone: waited > SLOW_MS ? 'warn' : 'neutral', aside: roughDuration(waited) } as const
  if (message.to_agent_id === null) {
    return {
      ...waiting,
      tone: 'warn',
      words: 'waiting for an agent',
      why: message.routing_reason ?? 'No active agent can do it.',
    }
  }
  const leased = message.leased_until === null ? 0 : Date.parse(message.leased_until) - systemNow
  if (leased > 0) return leasedState(message, receiver, leased)
  const trouble = troubleOf(receiver)
  if (trouble !== null) return { ...waiting, tone: 'warn', ...trouble }
  const wait = message.next_try_at === null ? null : Date.parse(message.next_try_at) - now
  if (wait !== null) {
    return {
      tone: 'warn',
      words: tryWords(message, receiver),
      aside: wait > 0 ? `next in ${roughDuration(wait)}` : 'now',
      why: message.failure_reason,
    }
  }
  const isIgnored = receiver?.delivery === 'poll' && waited > SLOW_MS
  return {
    ...waiting,
    words: 'waiting',
    why: isIgnored ? `${receiverName(message)} has not picked it up yet.` : null,
  }
}

function leasedState(message: MessageView, receiver: AgentView | undefined, leftMs: number): StateWords {
  if (receiver?.delivery === 'push') return { tone: 'accent', words: 'being sent', aside: '', why: null }
  if (receiver?.delivery === 'built_in')
    return { tone: 'accent', words: 'being handled', aside: '', why: null }
  return {
    tone: 'accent',
    words: 'leased',
    aside: `${durationWords(leftMs)} left`,
    why: `${receiverName(message)} has picked it up. When the lease runs out first, the message waits again.`,
  }
}

/** Why a receiver takes no messages now; null when it does. */
function troubleOf(receiver: AgentView | undefined): Pick<StateWords, 'words' | 'why'> | null {
  if (receiver === undefined) return null
  const name = agentName(receiver.name)
  if (receiver.status === 'maintenance')
    return {
      words: 'waiting: maintenance',
      why: `${name} is in maintenance. Its messages wait until it is back.`,
    }
  if (receiver.status === 'inactive') {
    const because = receiver.status_reason === null ? '' : ` ${receiver.status_reason}`
    return { words: 'waiting: inactive', why: `${name} is inactive.${because}` }
  }
  if (!receiver.is_stale) return null
  if (receiver.is_builtin) return { words: 'waiting: no worker', why: `No running worker handles ${name}.` }
  // A push goes out to a silent agent all the same; only who must come and fetch it is missed.
  if (receiver.delivery === 'push') return null
  return { words: 'waiting: silent', why: `${name} has not been heard of lately.` }
}

/** `try 2 of 8`; after a redrive the tries are counted on, so that there is no whole to name. */
function tryWords(message: MessageView, receiver: AgentView | undefined): string {
  const next = message.retry_count + 2
  const all = receiver?.is_builtin === true ? MAX_TRIES : deliveryDelaysMs(message.metadata).length + 1
  return message.redrive_count > 0 || next > all ? `try ${next}` : `try ${next} of ${all}`
}

const receiverName = ({ to_agent }: MessageView) => (to_agent === null ? 'Nobody' : agentName(to_agent))

const spanOf = (from: string, to: string) => Date.parse(to) - Date.parse(from)

/** `38 ms`, `1.2 s`, `3 min`. */
export function tookWords(ms: number): string {
  if (ms < 0) return ''
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  return durationWords(ms)
}
