import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../eval/contexts.ts'
import { labelOf } from '../eval/labels.ts'
import { readReply } from '../reply.ts'
import { texts } from './fixtures.ts'
import type { QuestionTopic } from './types.ts'

/** By what they are asked beside, and what about. */
const ASKED: readonly { context: 'three' | 'visit'; topic: QuestionTopic; asked: string[] }[] = [
  {
    context: 'three',
    topic: 'parking',
    asked: texts(`
    can we park right there or do you have a lot`),
  },
  {
    context: 'visit',
    topic: 'parking',
    asked: texts(`
    where should I leave the car | is there handicapped parking, mom uses a walker
    | hay donde estacionarse? la ultima vez me toco muy lejos | do yall have a garage`),
  },
  {
    context: 'visit',
    topic: 'address',
    asked: texts(`
    where r u at | text me the address please | which office is it | en que piso es
    | what floor are you on`),
  },
  {
    context: 'three',
    topic: 'address',
    asked: texts(`
    donde queda la clinica? soy nueva por aca`),
  },
  {
    context: 'three',
    topic: 'preparation',
    asked: texts(`
    do i have to fast`),
  },
  {
    context: 'visit',
    topic: 'preparation',
    asked: texts(`
    can I have coffee that morning | puedo desayunar antes | es en ayunas? | what all do i need to bring`),
  },
  {
    context: 'three',
    topic: 'cost',
    asked: texts(`
    whats the copay | cuanto me sale la consulta`),
  },
  {
    context: 'visit',
    topic: 'cost',
    asked: texts(`
    how much will I have to pay | cuanto voy a pagar`),
  },
  {
    context: 'three',
    topic: 'provider',
    asked: texts(`
    does dr lee speak spanish | la doctora Patel es mujer?`),
  },
  {
    context: 'visit',
    topic: 'provider',
    asked: texts(`
    what kind of doctor is dr lee | whos dr lee | el doctor habla español?`),
  },
]

/** No general answer serves these: of one's health, of what we have on file, of something else. */
const FOR_A_PERSON = texts(`
    do I stop my blood pressure pill the day before | can I take my insulin before
    | how much tylenol can I take | how much pain is normal | where do i park and can you refill my meds
    | what address do you have for me | should I take my medicine in the morning
    | tomo la pastilla de la presion antes? | do i need to fast for the blood work
    | is there a garage sale today lol | where is it on the list | how much is too much coffee
    | does the doctor accept my insurance | can my son take me in the wheelchair`)

describe('a practical question', () => {
  for (const { context, topic, asked } of ASKED)
    it.each(asked)(`%j beside ${context} is about the ${topic}`, (text) => {
      expect(labelOf(readReply(text, EVAL_CONTEXTS[context]))).toBe(`question:${topic}`)
    })
  it.each(FOR_A_PERSON)('%j is answered by a person', (text) => {
    expect(['unclear', 'question:other']).toContain(labelOf(readReply(text, EVAL_CONTEXTS.visit)))
  })
  it('is not answered for one of the offered times', () => {
    expect(readReply('is there parking for the 9am one', EVAL_CONTEXTS.three).kind).toBe('unclear')
  })
})
