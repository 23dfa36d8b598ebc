/** Jobs are wake-ups: they may run twice, late or never. The row they name is the truth. */
export const JOB_KINDS = [
  'sms.deliver',
  'sms.interpret',
  'agent.handle',
  'agent.act',
  'agent.deliver',
] as const

export type JobKind = (typeof JOB_KINDS)[number]

export interface Wake {
  kind: JobKind
  /** The id of the row, or of the conversation, to look at. Never patient data. */
  key: string
}
