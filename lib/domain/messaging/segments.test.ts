import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSegments, estimatePrice, toGsmText } from './segments.ts'

describe('countSegments', () => {
  it.each([
    ['', 'GSM-7', 0, 160],
    ['a'.repeat(160), 'GSM-7', 1, 0],
    ['a'.repeat(161), 'GSM-7', 2, 145],
    ['a'.repeat(306), 'GSM-7', 2, 0],
    [`${'a'.repeat(159)}€`, 'GSM-7', 2, 145],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3, 152],
    ['é'.repeat(160), 'GSM-7', 1, 0],
    ['ü'.repeat(70), 'GSM-7', 1, 90],
    [`${'a'.repeat(68)}😀`, 'UCS-2', 1, 0],
    [`${'a'.repeat(69)}😀`, 'UCS-2', 2, 63],
    ['a\nb', 'GSM-7', 1, 157],
  ] as const)('%.20s… is %s in %i segments with %i units left', (text, encoding, segments, units_left) => {
    expect(countSegments(text)).toMatchObject({ encoding, segments, units_left })
  })

  it('names the characters that switch the text to UCS-2, each once', () => {
    expect(countSegments('“Hi” — ç 😀 “again”').offending).toEqual(['“', '”', '—', 'ç', '😀'])
    expect(countSegments('Señor Müller é').offending).toEqual([])
  })

  it('counts an emoji as one character', () => {
    expect(countSegments('ok 👨‍👩‍👧‍👦').characters).toBe(4)
  })

  it('has room left exactly where one more unit needs no further segment', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: fc.constantFrom('a', 'é', '€', '{', '\n') }), (text) => {
        fc.pre(text !== '')
        const { segments, units_left } = countSegments(text)
        expect(countSegments(`${text}a`.replace(/\r/g, '')).segments === segments).toBe(units_left > 0)
      }),
    )
  })
})

describe('toGsmText', () => {
  it.each([
    ['“Dr. O’Neil” – 9…', '"Dr. O\'Neil" - 9...'],
    ['10:00\u202fAM\u00a0now\tyes', '10:00 AM now yes'],
    ['cafe\u0301', 'café'],
    ['a\u200bb\ufeff', 'ab'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['`tick`', "'tick'"],
  ])('%j becomes %j', (text, plain) => {
    expect(toGsmText(text)).toBe(plain)
    expect(countSegments(toGsmText(text)).encoding).toBe('GSM-7')
  })

  it('keeps letters and emoji that GSM-7 does not have', () => {
    expect(toGsmText('João 😀 ç')).toBe('João 😀 ç')
  })

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => toGsmText(toGsmText(text)) === toGsmText(text)),
    )
  })
})

describe('estimatePrice', () => {
  it('is in millionths of the currency unit', () => {
    expect(estimatePrice(2, 7_500)).toBe(15_000)
    expect(estimatePrice(3, 6_450)).toBe(19_350)
    expect(estimatePrice(0, 7_500)).toBe(0)
  })
})
