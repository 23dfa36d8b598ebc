import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ReplyReading } from '../reply/types.ts'
import type { Label } from './labels.ts'
import { parseCases } from './parse-cases.ts'
import { judge, missedTargets, score, type Verdict } from './score.ts'

const evidence = 'Because.'
const option = (reply_number: number): ReplyReading => ({
  kind: 'option',
  offer_id: 'a',
  option_id: 'b',
  reply_number,
  evidence,
})
const unclear = (reason: 'question' | 'several_options' | 'only_courtesy'): ReplyReading => ({
  kind: 'unclear',
  reason,
  detail: '',
  evidence,
})

describe('a verdict', () => {
  it.each<[Label, ReplyReading, Verdict]>([
    ['option:2', option(2), 'right'],
    ['option:2', option(1), 'wrong_booking'],
    ['unclear', option(1), 'wrong_booking'],
    ['none', option(1), 'wrong_booking'],
    ['option:2', unclear('several_options'), 'handed_over'],
    ['unclear', unclear('several_options'), 'right'],
    ['unclear', { kind: 'question', topics: ['other'], evidence }, 'right'],
    ['unclear', { kind: 'none', offer_id: 'a', evidence }, 'wrong'],
    ['courtesy', unclear('only_courtesy'), 'right'],
    ['question', unclear('question'), 'right'],
    ['question', { kind: 'question', topics: ['cost'], evidence }, 'wrong'],
    ['question:cost', { kind: 'question', topics: ['cost'], evidence }, 'right'],
    ['question:cost', unclear('question'), 'handed_over'],
    ['opt_out', { kind: 'none', offer_id: 'a', evidence }, 'wrong'],
  ])('%s read as %o is %s', (expected, reading, verdict) => {
    expect(judge(expected, reading)).toBe(verdict)
  })
})

describe('the targets', () => {
  const set = (...pairs: [Label, Verdict][]) =>
    score(
      pairs.map(([expected, verdict], index) => ({ id: String(index), expected, verdict, cost_micros: 0 })),
    )
  const good = set(['option:1', 'right'], ['opt_out', 'right'], ['urgent', 'right'], ['unclear', 'right'])
  it('hold when everything that must be is right', () => {
    expect(missedTargets({ tuned: good, blind: good })).toEqual([])
  })
  it.each([
    [
      'a wrong booking, also in the blind set',
      { blind: set(['unclear', 'wrong_booking']) },
      /wrong bookings/,
    ],
    ['a choice handed over', { tuned: set(['option:1', 'handed_over']) }, /clear choices/],
    ['an opt-out that was missed', { tuned: set(['opt_out', 'handed_over']) }, /opt-outs/],
    ['an emergency that was missed', { tuned: set(['urgent', 'handed_over']) }, /emergencies/],
    ['an unclear text that was acted on', { tuned: set(['unclear', 'wrong']) }, /unclear texts/],
  ])('are missed by %s', (_name, sets, words) => {
    expect(missedTargets({ tuned: good, blind: good, ...sets }).join()).toMatch(words)
  })
  it('counts shares of all cases', () => {
    expect(
      set(['none', 'right'], ['none', 'wrong'], ['urgent', 'handed_over'], ['urgent', 'right']),
    ).toMatchObject({
      cases: 4,
      accuracy: 0.5,
      false_accept_rate: 0.25,
      hand_over_rate: 0.25,
      classes: { none: { cases: 2, right: 1 } },
    })
    expect(score([])).toMatchObject({ cases: 0, accuracy: 0 })
  })
})

describe('the labelled texts', () => {
  const read = (name: string) => parseCases(readFileSync(new URL(name, import.meta.url), 'utf8'))
  const [tuned, blind] = [read('cases.tsv'), read('blind.tsv')]
  it('are at least 600, of them 200 blind, in two languages, each once', () => {
    expect(tuned.length + blind.length).toBeGreaterThanOrEqual(600)
    expect(blind.length).toBeGreaterThanOrEqual(200)
    expect(new Set(tuned.map(({ id }) => id)).size).toBe(tuned.length)
    for (const cases of [tuned, blind])
      expect(cases.filter(({ language }) => language === 'es').length).toBeGreaterThan(50)
  })
  it('come at most five from one template', () => {
    // Texts without a letter differ in their signs alone: "#1", "(1)" and a keycap are three ways to write.
    const filledIn = (text: string) => (/\p{L}/u.test(text) ? /\d+|[^\p{L}\d]+/gu : /\d+/gu)
    const template = ({ context_name, expected, text }: (typeof tuned)[number]) =>
      `${context_name} ${expected} ${text.toLowerCase().replace(filledIn(text), ' ').trim()}`
    const counts = Map.groupBy(tuned, template)
    expect([...counts].filter(([, cases]) => cases.length > 5).map(([name]) => name)).toEqual([])
  })
  it('are refused with the line when they are none', () => {
    expect(() => parseCases('three\toption:1\ten\t1\nmoon\toption:1\ten\t1')).toThrow('Line 2')
    expect(() => parseCases('three\tbook it\ten\t1')).toThrow('Line 1')
  })
  it('may hold what cannot be typed into a line', () => {
    expect(parseCases('three\tunclear\ten\ta\\nb\\u200bc')[0]?.text).toBe('a\nb\u200bc')
  })
})
