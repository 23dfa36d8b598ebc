import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS, type EvalContextName } from '../eval/contexts.ts'
import { labelOf } from '../eval/labels.ts'
import { parseCases } from '../eval/parse-cases.ts'
import { readCase } from '../eval/read-case.ts'
import { readReply } from '../reply.ts'
import { texts } from './fixtures.ts'
import { NEAR_WISHES } from './wish/corpus-near-wishes.ts'
import { WISHES } from './wish/corpus-wishes.ts'

/** As a real text is read: after a reminder it may answer that. */
const labelIn = (context: EvalContextName, text: string) =>
  labelOf(readCase(parseCases(`${context}\tunclear\ten\t${text}`)[0]!))

const FOR_A_PERSON = ['unclear', 'courtesy', 'wrong_person', 'question:other']

describe('words of a wish that are said of something else', () => {
  for (const [context, near] of Object.entries(NEAR_WISHES) as [EvalContextName, string[]][])
    it.each(near)(`%j beside ${context} is for a person`, (text) => {
      expect(FOR_A_PERSON).toContain(labelOf(readReply(text, EVAL_CONTEXTS[context])))
      // Beside the rules the classifier may still call staff at once; it never does what the words only seem to wish.
      expect([...FOR_A_PERSON, 'urgent']).toContain(labelIn(context, text))
    })
})

describe('a wish', () => {
  for (const { context, reads, texts } of WISHES)
    it.each(texts)(`%j beside ${context} is ${reads}`, (text) => {
      expect(labelIn(context, text)).toBe(reads)
    })
  it.each(
    texts(`Do you have late afternoons? I work at the bakery until 2 | no im in Ohio then. week of the 14th?
      | we drive up Saturday so it has to be before Thanksgiving, anything this week? | I work then, try me the following monday
      | trabajo los martes, póngame un lunes | Monday has to be like noon or 1, not 10:15 | same thing as #3 but the friday after
      | I would like Dr. Romero instead of these two | prefiero con la doctora Vega, no con esos`),
  )('%j is for other times', (text) => {
    expect(labelIn('three', text)).toBe('other_times')
  })
  it('of the week after is behind all that is offered', () => {
    const read = readReply('same thing as #3 but the friday after', EVAL_CONTEXTS.three)
    expect(read).toMatchObject({ wish: { weekdays: [5], starts_after: '2026-12-04T14:00:00.000Z' } })
  })
  it('of this week before a feast holds both', () => {
    const read = readReply('anything this week before Thanksgiving?', EVAL_CONTEXTS.three)
    expect(read).toMatchObject({ wish: { from_date: '2026-11-23', until_date: '2026-11-25' } })
  })
})

describe('only courtesy', () => {
  it.each(
    texts(`you guys are the best | thank you so much for your patience with me | Thanks for calling me back yesterday
      | that is so kind of you | happy holidays to you and your family | you too hon | feliz navidad a todos | noted, thanks
      | muchas gracias señorita, muy amable | le agradezco mucho | same to you | Thanks again. Sincerely, Mr. Brown`),
  )('is %j', (text) => {
    expect(labelIn('visit', text)).toBe('courtesy')
  })
  it.each(
    texts(`thanks for nothing | so kind of you to charge me twice | happy to wait | thanks for friday
      | you are the best but I am still waiting | How sweet 🙄`),
  )('is not %j', (text) => {
    expect(labelIn('visit', text)).not.toBe('courtesy')
  })
})
