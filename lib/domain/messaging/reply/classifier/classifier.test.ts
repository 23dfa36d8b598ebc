import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../../eval/contexts.ts'
import { classifierWith, type LabelledText, learn } from './classifier.ts'
import { markText } from './marks.ts'
import { decodeWeights, encodeWeights } from './stored.ts'

const { three, visit } = EVAL_CONTEXTS
const MOVED = { starts: Date.parse('2027-03-08T14:00:00Z'), days: 3 * 24 * 60 * 60 * 1000 }
/** Other days, hours and people than what was learned from. */
const ELSEWHERE = {
  ...three,
  offers: three.offers.map((offer) => ({
    ...offer,
    options: offer.options.map((option, index) => ({
      ...option,
      starts_at: MOVED.starts + index * MOVED.days,
      provider_name: ['Dr. Okafor', 'Dr. Brandt', 'Dr. Silva'][index]!,
    })),
  })),
}

const labelled = (text: string, name: string, chosen = 0): LabelledText => ({
  text,
  context: name === 'cancel_visit' ? visit : three,
  isReminded: false,
  class: name,
  chosen,
})
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const LEARNED = times(8, () => [
  labelled('tuesday would be great', 'option', 1),
  labelled('wednesday would be great', 'option', 2),
  labelled('dr patel would be great', 'option', 2),
  labelled('friday would be great', 'option', 3),
  labelled('not sure about tuesday', 'unclear'),
  labelled('not sure about friday', 'unclear'),
  labelled('please drop my visit', 'cancel_visit'),
]).flat()

const largest = (numbers: readonly number[]) => numbers.indexOf(Math.max(...numbers))

describe('the text classifier', () => {
  const weights = learn(LEARNED)
  const classify = classifierWith(weights)

  it('learns what is said of a time apart from the time, so that it holds for every offer', () => {
    for (const [text, option] of [
      ['monday would be great', 0],
      ['thursday would be great', 1],
      ['dr silva would be great', 2],
    ] as const) {
      const { classes, options } = classify(markText(text, ELSEWHERE), false)
      expect(classes.option, text).toBeGreaterThan(0.5)
      expect(largest(options), text).toBe(option)
      expect(options[option], text).toBeGreaterThan(0.5)
    }
    const doubt = classify(markText('not sure about monday', ELSEWHERE), false)
    expect(doubt.classes.unclear).toBeGreaterThan(0.5)
    expect(Math.max(...doubt.options)).toBeLessThan(0.5)
  })

  it('gives probabilities: each from 0 to 1, all of them together 1', () => {
    for (const text of ['', '?', 'would be great', 'x'.repeat(1600)]) {
      const { classes, options } = classify(markText(text, three), false)
      const sum = Object.values(classes).reduce((total, each) => total + each, 0)
      expect(sum, text).toBeCloseTo(1, 9)
      expect(
        options.reduce((total, each) => total + each, 0),
        text,
      ).toBeLessThanOrEqual(1)
      expect(
        [...Object.values(classes), ...options].every((each) => each >= 0 && each <= 1),
        text,
      ).toBe(true)
    }
  })

  it('says nothing of options where none is open', () => {
    expect(classify(markText('tuesday would be great', visit), false).options).toEqual([])
  })

  it('learns the same from the same texts, and is the same after it was stored', () => {
    const again = learn(LEARNED)
    expect(again).toEqual(weights)
    const stored = encodeWeights(weights, { learned_on: '2026-11-29', texts_hash: 'abcd1234' })
    expect(decodeWeights(JSON.parse(JSON.stringify(stored)))).toEqual(weights)
  })
})
