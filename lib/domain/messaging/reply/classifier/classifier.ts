import type { ReplyContext } from '../types.ts'
import { optionFeatures, textFeatures } from './features.ts'
import { type MarkedText, markText } from './marks.ts'
import { type Alternative, type Example, learnWeights, probabilities } from './softmax.ts'

/** Weights of the features that were seen often enough, in whole steps. */
export interface Table {
  /** The features' slots, ascending. */
  slots: Uint32Array
  /** For each slot one weight for each column. */
  weights: Int8Array
  /** What one step stands for. */
  unit: number
}

export interface Weights {
  /** What a text as a whole may say: the columns of `texts`. */
  classes: readonly string[]
  texts: Table
  /** Two columns: that an option is chosen, as it sees the text, and that none is. */
  choices: Table
}

/** What a text is likely to say. */
export interface Opinion {
  /** By class; they add up to 1. */
  classes: Readonly<Record<string, number>>
  /** For each open option, in the order of `choicesOf`, that it is chosen; what is missing to 1 is that none is. */
  options: readonly number[]
}

/** `isReminded`: the phone's latest text reminded of a visit. */
export type Classifier = (text: MarkedText, isReminded: boolean) => Opinion

const CHOICE_COLUMNS = 2
const IT = 0
const NONE = 1

type Columns = (features: readonly number[], column: number) => Alternative

/** Where the weights of known features are. */
function columnsOf(slots: Uint32Array, count: number): Columns {
  const rows = new Map([...slots].map((slot, row) => [slot, row]))
  return (features, column) =>
    features.flatMap((slot) => {
      const row = rows.get(slot)
      return row === undefined ? [] : [row * count + column]
    })
}

const textAlternatives = (features: readonly number[], columns: Columns, classes: readonly string[]) =>
  classes.map((_, column) => columns(features, column))

const choiceAlternatives = (text: MarkedText, columns: Columns): Alternative[] => [
  columns(textFeatures(text, false), NONE),
  ...text.options.map((_, option) => columns(optionFeatures(text, option), IT)),
]

/** A classifier with these weights. */
export function classifierWith({ classes, texts, choices }: Weights): Classifier {
  const [ofTexts, ofChoices] = [
    columnsOf(texts.slots, classes.length),
    columnsOf(choices.slots, CHOICE_COLUMNS),
  ]
  return (text, isReminded) => {
    const features = textFeatures(text, isReminded)
    const likely = probabilities(texts.weights, textAlternatives(features, ofTexts, classes), texts.unit)
    const [, ...options] =
      text.options.length === 0
        ? [1]
        : probabilities(choices.weights, choiceAlternatives(text, ofChoices), choices.unit)
    return { classes: Object.fromEntries(classes.map((name, at) => [name, likely[at]!])), options }
  }
}

export interface LabelledText {
  text: string
  context: ReplyContext
  isReminded: boolean
  class: string
  /** From 1, in the order of `choicesOf`; 0: none. */
  chosen: number
}

/** What fewer texts have says nothing of others. */
const LEAST_TEXTS = 5

function frequent(features: Iterable<readonly number[]>): Uint32Array {
  const seen = new Map<number, number>()
  for (const each of features) for (const slot of each) seen.set(slot, (seen.get(slot) ?? 0) + 1)
  const kept = [...seen].filter(([, texts]) => texts >= LEAST_TEXTS).map(([slot]) => slot)
  return Uint32Array.from(kept).sort()
}

const STEPS = 127

function tableOf(examples: readonly Example[], slots: Uint32Array, columns: number): Table {
  const learned = learnWeights(examples, slots.length * columns)
  const largest = learned.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const unit = largest / STEPS
  return { slots, weights: Int8Array.from(learned, (weight) => Math.round(weight / unit)), unit }
}

/** Learns from labelled texts; the same texts in the same order give the same weights. */
export function learn(texts: readonly LabelledText[]): Weights {
  const classes = [...new Set(texts.map((each) => each.class))].sort()
  const marked = texts.map((each) => ({ ...each, marked: markText(each.text, each.context) }))
  const whole = marked.map((each) => textFeatures(each.marked, each.isReminded))
  const textSlots = frequent(whole)
  const ofTexts = columnsOf(textSlots, classes.length)
  const textExamples = marked.map((each, at) => ({
    alternatives: textAlternatives(whole[at]!, ofTexts, classes),
    meant: classes.indexOf(each.class),
  }))
  const offered = marked.filter(({ marked: { options } }) => options.length > 0)
  const choiceSlots = frequent(
    offered.map(({ marked: text }) => [
      ...new Set([
        ...textFeatures(text, false),
        ...text.options.flatMap((_, option) => optionFeatures(text, option)),
      ]),
    ]),
  )
  const ofChoices = columnsOf(choiceSlots, CHOICE_COLUMNS)
  const choiceExamples = offered.map((each) => ({
    alternatives: choiceAlternatives(each.marked, ofChoices),
    meant: each.chosen,
  }))
  return {
    classes,
    texts: tableOf(textExamples, textSlots, classes.length),
    choices: tableOf(choiceExamples, choiceSlots, CHOICE_COLUMNS),
  }
}
