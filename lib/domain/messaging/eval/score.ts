import type { ReplyReading } from '../reply/types.ts'
import { type Label, labelOf } from './labels.ts'
import type { SetScore } from './published.ts'

/**
 * `handed_over`: a person reads what could have been read. `wrong`: something was done or answered that was not meant.
 * `wrong_booking`: a time was chosen that the patient did not choose; worst of all.
 */
export type Verdict = 'right' | 'handed_over' | 'wrong' | 'wrong_booking'

const isAboutQuestion = (label: string) => label === 'question' || label.startsWith('question:')
/** Nothing is done on these: the patient is asked again, or a person reads. */
const isHandedOver = (reading: ReplyReading) =>
  reading.kind === 'unclear' ||
  (reading.kind === 'question' && reading.topics.every((topic) => topic === 'other'))

/** A question for a person, and one whose topic was not found, are read right when a person gets them. */
function judgeQuestion(expected: Label, label: Label, reading: ReplyReading): Verdict {
  if (label === expected) return 'right'
  const isForPerson = expected === 'question' || expected === 'question:other'
  if (isHandedOver(reading)) {
    const isAsked =
      reading.kind === 'question' || (reading.kind === 'unclear' && reading.reason === 'question')
    return isForPerson && isAsked ? 'right' : 'handed_over'
  }
  return 'wrong'
}

/** How one reading compares with what was meant. */
export function judge(expected: Label, reading: ReplyReading): Verdict {
  const label = labelOf(reading)
  if (reading.kind === 'option') return label === expected ? 'right' : 'wrong_booking'
  if (isAboutQuestion(expected)) return judgeQuestion(expected, label, reading)
  if (expected === 'unclear') return isHandedOver(reading) ? 'right' : 'wrong'
  if (label === expected) return 'right'
  return isHandedOver(reading) ? 'handed_over' : 'wrong'
}

export interface Judged {
  id: string
  expected: Label
  verdict: Verdict
  cost_micros: number
}

/** `option:2` and `question:cost` count with their kind. */
const classOf = (label: string): string => label.split(':')[0] ?? label

/** Counts the verdicts. An empty set scores nothing and is right about nothing. */
export function score(judged: readonly Judged[]): SetScore {
  const count = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length
  const share = (part: number) => (judged.length === 0 ? 0 : part / judged.length)
  const classes: SetScore['classes'] = {}
  for (const { expected, verdict } of judged) {
    const name = classOf(expected)
    const of = classes[name] ?? { cases: 0, right: 0 }
    classes[name] = { cases: of.cases + 1, right: of.right + (verdict === 'right' ? 1 : 0) }
  }
  return {
    cases: judged.length,
    right: count('right'),
    accuracy: share(count('right')),
    false_accept_rate: share(count('wrong') + count('wrong_booking')),
    hand_over_rate: share(count('handed_over')),
    wrong_bookings: count('wrong_booking'),
    cost_micros: judged.reduce((sum, each) => sum + each.cost_micros, 0),
    classes: Object.fromEntries(Object.entries(classes).sort(([a], [b]) => a.localeCompare(b))),
  }
}

/** Least share of clear choices that must be understood without a model. */
const CLEAR_CHOICES = 0.98

/** Which targets the rules alone miss, in words; none is as it must be. Wrong bookings count in both sets. */
export function missedTargets({ tuned, blind }: { tuned: SetScore; blind: SetScore }): string[] {
  const missed: string[] = []
  for (const [name, set] of Object.entries({ tuned, blind }))
    if (set.wrong_bookings > 0)
      missed.push(`${set.wrong_bookings} wrong bookings in the ${name} set; none may be`)
  const share = (name: string) => {
    const of = tuned.classes[name]
    return of === undefined ? 1 : of.right / of.cases
  }
  if (share('option') < CLEAR_CHOICES) missed.push('clear choices understood: less than 98 %')
  for (const [name, words] of [
    ['opt_out', 'opt-outs understood'],
    ['urgent', 'emergencies understood'],
    ['unclear', 'unclear texts asked about'],
  ] as const)
    if (share(name) < 1) missed.push(`${words}: less than all`)
  return missed
}
