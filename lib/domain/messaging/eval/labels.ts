import { QUESTION_TOPICS, type QuestionTopic, type ReplyReading } from '../reply/types.ts'
import { MAX_OPTIONS } from '../schema.ts'

/** What a text can be, in the words of the people who label texts. Closed: the evaluation scores by these. */
export const LABELS = {
  none: 'None of the offered times suits',
  other_times: 'Wants times that were not offered',
  cancel_visit: 'Wants to cancel the visit',
  change_visit: 'Wants to move the visit',
  confirm_visit: 'Confirms the visit',
  question: 'Asks something',
  opt_out: 'Wants no more texts',
  opt_in: 'Wants texts again',
  help: 'Asks for HELP',
  urgent: 'May be an emergency',
  courtesy: 'Only thanks, a greeting or a reaction',
  wrong_person: 'Is not the person we mean',
  join_waiting_list: 'Wants on the waiting list',
  leave_waiting_list: 'Wants off the waiting list',
  unclear: 'Cannot be read for sure',
} as const
type PlainLabel = keyof typeof LABELS
/** `option:2`, `question:cost`, or one of the plain ones. */
export type Label = PlainLabel | `option:${number}` | `question:${QuestionTopic}`

const OPTION = /^option:([1-9]\d?)$/
const TOPICS: readonly string[] = QUESTION_TOPICS.map((topic) => `question:${topic}`)

/** True for every label that a text can have. */
export function isLabel(text: string): text is Label {
  return Object.hasOwn(LABELS, text) || TOPICS.includes(text) || OPTION.test(text)
}

const TOPIC_WORDS: Record<QuestionTopic, string> = {
  address: 'Asks for the address',
  parking: 'Asks about parking',
  preparation: 'Asks how to prepare',
  cost: 'Asks what it costs',
  provider: 'Asks who the provider is',
  other: 'Asks something else',
}

/** A label as staff read it. */
export function labelWords(label: string): string {
  const option = OPTION.exec(label)?.[1]
  if (option !== undefined) return `Chooses option ${option}`
  const topic = label.startsWith('question:') ? label.slice('question:'.length) : ''
  if (Object.hasOwn(TOPIC_WORDS, topic)) return TOPIC_WORDS[topic as QuestionTopic]
  return Object.hasOwn(LABELS, label) ? LABELS[label as PlainLabel] : 'Read in a way of another release'
}

/** All labels that staff can choose from, with as many options as an offer may have. */
export const labelChoices = (options: number): { id: Label; label: string }[] =>
  [
    ...Array.from({ length: Math.min(options, MAX_OPTIONS) }, (_, index) => `option:${index + 1}` as const),
    ...(Object.keys(LABELS) as PlainLabel[]),
  ].map((id) => ({ id, label: labelWords(id) }))

const OF_REASON: Partial<Record<Extract<ReplyReading, { kind: 'unclear' }>['reason'], Label>> = {
  only_courtesy: 'courtesy',
  reaction: 'courtesy',
  empty: 'courtesy',
  wrong_person: 'wrong_person',
}

/** What a reading says, as a label. What only a person settles is `unclear`. */
export function labelOf(reading: ReplyReading): Label {
  if (reading.kind === 'option') return `option:${reading.reply_number}`
  if (reading.kind === 'question') {
    const [topic, ...others] = reading.topics
    return topic === undefined || others.length > 0 ? 'question' : `question:${topic}`
  }
  if (reading.kind === 'unclear') return OF_REASON[reading.reason] ?? 'unclear'
  if (reading.kind === 'confirm_cancel') return reading.is_confirmed ? 'cancel_visit' : 'unclear'
  if (reading.kind === 'other_time_for_visit') return 'change_visit'
  return reading.kind === 'which_patient' ? 'unclear' : reading.kind
}

/** The label of a stored decision; `replyNumber` is that of the chosen option. */
export function labelOfDecision(
  decision: { reading: string; reason: string | null },
  replyNumber: number | null,
): string {
  if (decision.reading === 'option') return replyNumber === null ? 'unclear' : `option:${replyNumber}`
  if (decision.reading === 'unclear') {
    const known = OF_REASON as Readonly<Record<string, Label | undefined>>
    return (decision.reason !== null && known[decision.reason]) || 'unclear'
  }
  if (decision.reading === 'confirm_cancel') return 'cancel_visit'
  if (decision.reading === 'other_time_for_visit') return 'change_visit'
  return isLabel(decision.reading) ? decision.reading : 'unclear'
}
