import { describe, expect, it } from 'vitest'
import { isLabel, labelChoices, labelOf, labelOfDecision, labelWords } from './labels.ts'

const evidence = 'Because.'

describe('a label', () => {
  it('says which option, or which topic', () => {
    expect(labelOf({ kind: 'option', offer_id: 'a', option_id: 'b', reply_number: 2, evidence })).toBe(
      'option:2',
    )
    expect(labelOf({ kind: 'question', topics: ['cost'], evidence })).toBe('question:cost')
    expect(labelOf({ kind: 'question', topics: ['cost', 'parking'], evidence })).toBe('question')
  })
  it('is unclear for what only a person settles, and courtesy for what needs no answer', () => {
    const unclear = (reason: 'several_options' | 'only_courtesy' | 'wrong_person') =>
      labelOf({ kind: 'unclear', reason, detail: '', evidence })
    expect(unclear('several_options')).toBe('unclear')
    expect(unclear('only_courtesy')).toBe('courtesy')
    expect(unclear('wrong_person')).toBe('wrong_person')
  })
  it('is the same for the stored decision', () => {
    expect(labelOfDecision({ reading: 'option', reason: null }, 3)).toBe('option:3')
    expect(labelOfDecision({ reading: 'option', reason: null }, null)).toBe('unclear')
    expect(labelOfDecision({ reading: 'unclear', reason: 'reaction' }, null)).toBe('courtesy')
    expect(labelOfDecision({ reading: 'none', reason: null }, null)).toBe('none')
    expect(labelOfDecision({ reading: 'other_time_for_visit', reason: null }, null)).toBe('change_visit')
    expect(labelOfDecision({ reading: 'of_another_release', reason: null }, null)).toBe('unclear')
  })
  it('comes from a closed list, each with words', () => {
    expect(['option:1', 'question:parking', 'opt_out'].every(isLabel)).toBe(true)
    expect(['option:0', 'option:', 'question:weather', 'toString', ''].some(isLabel)).toBe(false)
    for (const { label } of labelChoices(3)) expect(label).toMatch(/^[A-Z][^_:]+$/)
    expect(labelChoices(3).filter(({ id }) => id.startsWith('option'))).toHaveLength(3)
    expect(labelWords('of_another_release')).toBe('Read in a way of another release')
  })
})
