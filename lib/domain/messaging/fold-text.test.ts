import { describe, expect, it } from 'vitest'
import { foldDigits, foldText } from './fold-text.ts'

describe('foldText', () => {
  it.each([
    ['２', '2'],
    ['2️⃣', '2'],
    ['2⃣', '2'],
    ['1️⃣2️⃣', '1  2'],
    ['②', '2'],
    ['❷', '2'],
    ['➋', '2'],
    ['⑵', '2'],
    ['𝟐', '2'],
    ['٢', '2'],
    ['Ｎｏｎｅ', 'none'],
    ['Sí', 'si'],
    ['MARTÍNEZ', 'martinez'],
    ['can’t', "can't"],
    ['can´t', "can't"],
    ['“two”', '"two"'],
    ['2 – please', '2 - please'],
    ['a\u200bb\u00adc\u202e', 'abc'],
    ['a \t\u00a0 b', 'a b'],
    ['a\r\nb\u2028c', 'a\nb\nc'],
    ['№ 2', '# 2'],
  ])('%j becomes %j', (text, folded) => {
    expect(foldText(text).replace(/ +/g, ' ')).toBe(folded.replace(/ +/g, ' '))
  })

  it('does not turn fractions, powers or a ten into digits that were not typed', () => {
    for (const text of ['2½', '1¼ hours', '2²', '₂', '⑩', '🔟', '⑫'])
      expect(foldText(text)).toContain('\u00a4')
  })

  it('gives every decimal digit of Unicode its value or leaves it alone', () => {
    expect(foldDigits('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789')
    expect(foldDigits('०१२३४५६७८९')).toBe('0123456789')
    expect(foldDigits('０１２３４５６７８９')).toBe('0123456789')
  })
})
