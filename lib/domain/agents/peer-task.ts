/** States of a task that an outside agent gave us, in the words of A2A 1.0, section 4.1.3. */
export const PEER_TASK_STATES = [
  'submitted',
  'working',
  'input_required',
  'auth_required',
  'completed',
  'failed',
  'canceled',
  'rejected',
] as const
export type PeerTaskState = (typeof PEER_TASK_STATES)[number]

/** Nothing follows these. */
export const OVER: readonly PeerTaskState[] = ['completed', 'failed', 'canceled', 'rejected']
/** True for a state that a task never leaves (A2A 1.0, 4.1.3, TaskState). */
export const isOver = (state: PeerTaskState): boolean => OVER.includes(state)

/** In these the peer has the next word, so a blocking call answers and a stream of one turn ends. */
export const isInterrupted = (state: PeerTaskState): boolean =>
  state === 'input_required' || state === 'auth_required'

/** Messages that one task takes. */
export const MAX_TASK_MESSAGES = 100
/** Addresses that one task tells. */
export const MAX_PUSH_CONFIGS = 10

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The waits between the tries of one push; after the last one the address is given up. 27 h 35 min in all. */
export const PUSH_DELAYS_MS = [
  2 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
] as const

/** The waits between the tries of one step that failed for a reason that passes. */
export const STEP_DELAYS_MS = [1 * SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE] as const
