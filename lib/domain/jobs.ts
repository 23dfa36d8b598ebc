/** Jobs are wake-ups: they may run twice, late or never. The row they name is the truth. */
export const JOB_KINDS = [
  'sms.deliver',
  'sms.interpret',
  'agent.handle',
  'opening.tend',
  'agent.act',
  'agent.deliver',
  'agent.route',
  'peer_task.run',
  'peer_task.push',
] as const

export type JobKind = (typeof JOB_KINDS)[number]

export interface Wake {
  kind: JobKind
  /** The id of the row, or of the conversation, to look at. Never patient data. */
  key: string
  /** 1 is handled first, 10 last, 5 when unset: the same on every engine. */
  priority?: number
  /** The earliest time to look, in ms from now: a retry's wake-up, so that it need not wait for the sweeper. */
  delayMs?: number
}

const FIRST_PRIORITY = 1
const LAST_PRIORITY = 10
const USUAL_PRIORITY = 5

/** A wake-up's place in line, 1 (first) to 10 (last). */
export const priorityOf = (wake: Pick<Wake, 'priority'>): number =>
  Math.min(LAST_PRIORITY, Math.max(FIRST_PRIORITY, Math.round(wake.priority ?? USUAL_PRIORITY)))
