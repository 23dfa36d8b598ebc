import type { LabelledText } from '../reply/classifier/classifier.ts'
import type { EvalCase } from './parse-cases.ts'

/** Too few texts to learn from; the rules read these. */
const LEFT_TO_RULES: ReadonlySet<string> = new Set([
  'help',
  'opt_in',
  'join_waiting_list',
  'leave_waiting_list',
])

/** A labelled text as the classifier learns it: `question:cost` counts as a question, an option by its place. */
function learnedFrom({ text, context, context_name, expected }: EvalCase): LabelledText {
  const [name = '', number] = expected.split(':')
  return {
    text,
    context,
    isReminded: context_name === 'reminder',
    class: LEFT_TO_RULES.has(name) ? 'other' : name,
    chosen: name === 'option' ? Number(number) : 0,
  }
}

/** What the classifier learns from: texts that the product was tuned on count twice, because each was looked at by hand. */
export const toLearn = (tuned: readonly EvalCase[], training: readonly EvalCase[]) =>
  [...tuned, ...tuned, ...training].map(learnedFrom)
