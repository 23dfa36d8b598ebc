import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../eval/contexts.ts'
import { readReply } from '../reply.ts'

const read = (text: string) => readReply(text, EVAL_CONTEXTS.three)

describe('days that each have a part of the day', () => {
  it.each([
    ['Monday morning or Thursday afternoon', 'Monday morning or Thursday afternoon'],
    ['do you have Thursday afternoon or Monday morning?', 'Thursday afternoon or Monday morning'],
    ['mornings on Monday or evenings on Thursday', 'Monday morning or Thursday evening'],
    ['lunes por la mañana o jueves por la tarde', 'Monday morning or Thursday afternoon'],
    ['Dec 8 morning or Dec 10 afternoon please', 'Tue Dec 8 morning or Thu Dec 10 afternoon'],
  ])('are both wanted: %s', (text, words) => {
    expect(read(text)).toMatchObject({ kind: 'other_times', evidence: `Wants ${words}.` })
  })
  it.each(['Monday morning or Thursday', 'Monday or Thursday, morning or afternoon, evening'])(
    'are asked about where nobody knows which belong together: %s',
    (text) => {
      expect(read(text).kind).toBe('unclear')
    },
  )
  it('are asked about where one of them was offered: it may be just that', () => {
    expect(read('Tuesday morning or Thursday afternoon')).toMatchObject({ kind: 'unclear' })
  })
})
