import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../eval/contexts.ts'
import { labelOf } from '../eval/labels.ts'
import { readReply } from '../reply.ts'

describe('a choice that is left open', () => {
  it.each([
    ['three', '3 and then'],
    ['three', 'hola mire es que el miércoles yo'],
    ['three', 'es que yo los martes'],
    ['three', 'Puedo el martes sin problema, solo que ese día no estoy en la ciudad'],
    ['one', 'Reply YES to take it, reply YES to sell your soul'],
    ['one', 'morning!'],
  ] as const)('beside %s %j is for a person', (context, text) => {
    expect(labelOf(readReply(text, EVAL_CONTEXTS[context]))).toBe('unclear')
  })

  it.each([
    ['three', 'la tercera, es que los otros dias trabajo', 'option:3'],
    ['three', '3 then', 'option:3'],
    ['one', 'yes', 'option:1'],
  ] as const)('beside %s %j is not', (context, text, label) => {
    expect(labelOf(readReply(text, EVAL_CONTEXTS[context]))).toBe(label)
  })
})
