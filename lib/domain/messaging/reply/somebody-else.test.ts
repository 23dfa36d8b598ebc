import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../eval/contexts.ts'
import { labelOf } from '../eval/labels.ts'
import { readReply } from '../reply.ts'

describe('a choice with somebody else', () => {
  it.each([
    ['one', 'Dr. Patel at 10:15 is fine'],
    ['one', 'The 1st, sure, book the one at 10:15 with Patel'],
    ['three', 'Dr Gomez on friday is fine'],
    ['three', 'I want to see the lady doctor on Friday'],
    ['three', 'my regular nurse practitioner on friday would be ideal'],
    ['three', 'a nurse on friday would be fine'],
  ] as const)('beside %s %j is for a person', (context, text) => {
    expect(labelOf(readReply(text, EVAL_CONTEXTS[context]))).toBe('unclear')
  })

  it.each([
    ['one', 'Dr. Lee at 10:15 is fine', 'option:1'],
    ['three', 'OK the lady doctor Patel, Wednesday', 'option:2'],
    ['three', 'not dr lee please, put me with the other doctor', 'option:2'],
    ['three', 'Maria here, friday is fine', 'option:3'],
  ] as const)('beside %s %j is not', (context, text, label) => {
    expect(labelOf(readReply(text, EVAL_CONTEXTS[context]))).toBe(label)
  })

  it('is not found in a word that is also somebody’s name', () => {
    const providers = [...(EVAL_CONTEXTS.three.providers ?? []), { provider_id: 'best', name: 'Dr. Best' }]
    const read = (text: string) => labelOf(readReply(text, { ...EVAL_CONTEXTS.three, providers }))
    expect(read('friday works best')).toBe('option:3')
    expect(read('friday with dr best works')).not.toBe('option:3')
  })
})
