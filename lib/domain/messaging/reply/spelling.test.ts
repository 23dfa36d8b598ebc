import { describe, expect, it } from 'vitest'
import { mendTypos } from './spelling.ts'
import { tokenize } from './tokens.ts'

const mended = (text: string, names: string[] = []) =>
  mendTypos(tokenize(text), new Set(names))
    .map((token) => ('text' in token ? token.text : token.kind))
    .join(' ')

describe('a slip of the thumb', () => {
  it.each([
    ['fridya', 'friday'],
    ['wednsday', 'wednsday'],
    ['wedneday', 'wednesday'],
    ['frist', 'first'],
    ['optoin', 'option'],
    ['yesss', 'yes'],
    ['miercolse', 'miercoles'],
    ['gimme', 'give me'],
    ['friiiiday', 'friday'],
    ['tthree', 'three'],
    ['withh', 'with'],
    ['toosday', 'tuesday'],
    ['il tske it', 'ill take it'],
    ['dex 1', 'dec number'],
    ['tuesdays good', 'tuesday good'],
    ['tmrw', 'tomorrow'],
    ['2moro', 'tomorrow'],
  ])('%s is %s', (typed, meant) => {
    expect(mended(typed)).toBe(meant)
  })
  it('is left alone where two words can be meant, or it is a word of its own', () => {
    expect(mended('tursday')).toBe('tursday')
    expect(mended('fridays seconds thinks too')).toBe('fridays seconds thinks too')
  })
  it.each([
    ['option too', 'option number'],
    ['number tree please', 'number number please'],
    ['won please', 'number please'],
    ['the third won', 'the third one'],
    ['works 4 me', 'works for me'],
    ['2pls', 'number pls'],
    ['one period thank you period', 'one stop thank you stop'],
    ['x la tarde', 'por la tarde'],
    ['the middle won', 'the middle one'],
    ['wednesday to thirty', 'wednesday number thirty'],
    ['tuesday is find', 'tuesday is fine'],
    ['put me in 4 wed', 'put me in for wed'],
  ])('as a phone hears it: %s is %s', (typed, meant) => {
    expect(mended(typed)).toBe(meant)
  })
  it('is not heard where a word may be meant', () => {
    expect(mended('i want to')).toBe('i want to')
    expect(mended('thank you too')).toBe('thank you too')
    expect(mended('my period is late')).toBe('my period is late')
  })
  it('is mended in the name of the provider, behind a title', () => {
    expect(mended('dr pattel', ['patel'])).toBe('dr patel')
    expect(mended('my pattel', ['patel'])).toBe('my pattel')
    expect(mended('dr oatel', ['patel'])).toBe('dr patel')
  })
  it('is heard in it only where the day was said as well', () => {
    expect(mended('tuesday with doctor lead', ['lee', 'patel'])).toBe('tuesday with doctor lee')
    expect(mended('friday doctor but tell', ['lee', 'patel'])).toBe('friday doctor patel')
    expect(mended('doctor lead', ['lee', 'patel'])).toBe('doctor lead')
  })
  it('is never seen in a name', () => {
    expect(mended('mondey', ['mondey'])).toBe('mondey')
    expect(mended('mondey')).toBe('monday')
  })
})
