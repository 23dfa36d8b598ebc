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
  ])('%s is %s', (typed, meant) => {
    expect(mended(typed)).toBe(meant)
  })
  it('is left alone where two words can be meant, or it is a word of its own', () => {
    expect(mended('tursday')).toBe('tursday')
    expect(mended('fridays seconds thinks too')).toBe('fridays seconds thinks too')
  })
  it('is never seen in a name', () => {
    expect(mended('mondey', ['mondey'])).toBe('mondey')
    expect(mended('mondey')).toBe('monday')
  })
})
