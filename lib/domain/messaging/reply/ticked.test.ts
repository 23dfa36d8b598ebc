import { describe, expect, it } from 'vitest'
import { readReply } from '../reply.ts'
import { contextOf, OFFERS, texts } from './fixtures.ts'

const read = (text: string) => readReply(text, contextOf(OFFERS.three))

describe('a list that is ticked off', () => {
  it.each([
    ['1 no. 2 no. 3 yes.', 3],
    ['1. no, 2. yes, 3. no', 2],
    ['one yes two no three no', 1],
    ['la 1 no, la 2 sí', 2],
    ['1 no and 3 yep', 3],
  ])('%j chooses %i', (text, reply_number) => {
    expect(read(text)).toMatchObject({ kind: 'option', reply_number })
  })

  it.each(texts('1 no 2 no 3 no | 1 nope\\n2 nope\\n3 nope | la 1 no, la 2 no y la 3 no'))(
    '%j turns all of it down',
    (text) => {
      expect(read(text).kind).toBe('none')
    },
  )

  it.each(
    texts(`1 yes 2 yes 3 no | 1 no 2 yes 3 | no 1 yes 2 no 3 | 1 no 1 yes | 4 no 5 yes | 1 no 2 yes if my ride comes
      | 1 yes 2 no? | 2 no 3 si puedo`),
  )('%j is asked about', (text) => {
    expect(read(text).kind).not.toBe('option')
  })
})
