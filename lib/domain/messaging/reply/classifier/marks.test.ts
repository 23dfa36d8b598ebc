import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../../eval/contexts.ts'
import type { ReplyContext } from '../types.ts'
import { markText } from './marks.ts'

/** `@1+3:provider`: fits options 1 and 3; `@visit`: fits the visit; `@:`: fits nothing. */
const marked = (text: string, context: ReplyContext) =>
  markText(text, context)
    .marks.map((mark) => {
      if (mark.kind === 'word') return mark.text
      return `@${mark.fits.map((index) => index + 1).join('+') || (mark.fitsVisit ? 'visit' : '')}:${mark.of}`
    })
    .join(' ')

describe('a text whose days, hours and names are what they point at', () => {
  it.each([
    ['2', '@2:number'],
    ['Tuesday works', '@1:weekday works'],
    ['the 10:15 one', 'the @1:clock @1:one'],
    ['Fri Dec 4 with Dr. Lee', '@3:weekday with @1+3:provider'],
    ['the 4th please', 'the @3:ordinal please'],
    ['Thursday at 9', '@:weekday'],
    ['wednesday 10:15', '@:weekday'],
    ['good morning, Maria here', 'good morning , @me here'],
    ['$20? 555-123-4567', '@odd ? @odd'],
    ['👎', '👎'],
  ])('%j is %j beside an offer', (text, said) => {
    expect(marked(text, EVAL_CONTEXTS.three)).toBe(said)
  })

  it.each([
    ['see you tuesday at 10:15', 'see you @visit:weekday at @visit:clock'],
    ['friday with dr lee', '@:weekday with @visit:provider'],
  ])('%j is %j beside a visit', (text, said) => {
    expect(marked(text, EVAL_CONTEXTS.visit)).toBe(said)
  })

  it('leaves out what a phone adds to the text', () => {
    expect(marked('2\n\nSent from my iPhone', EVAL_CONTEXTS.three)).toBe('@2:number')
  })
})
