/**
 * One spelling for what people type in many: NFKC, ASCII digits for every decimal digit of Unicode and for keycaps and circled
 * numbers, plain quotes and dashes, no accents, no invisible characters, lower case.
 */

const DIGIT_ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
]

/** Every decimal digit of the scripts in use becomes ASCII, so that ２ and ٢ are read as 2. */
export function foldDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (character) => {
    const point = character.codePointAt(0)!
    if (point >= 0x1d7ce && point <= 0x1d7ff) return String((point - 0x1d7ce) % 10)
    const zero = DIGIT_ZEROS.find((start) => point >= start && point < start + 10)
    return zero === undefined ? character : String(point - zero)
  })
}

/** ① to ⑨, ⑴ to ⑼, ❶ to ❾, ➀ to ➈, ➊ to ➒, ⓵ to ⓽: the first point of each row of nine. */
const ENCLOSED_ONES = [0x2460, 0x2474, 0x2776, 0x2780, 0x278a, 0x24f5]

function foldEnclosed(text: string): string {
  return text.replace(
    /[\u2460-\u2468\u2474-\u247c\u24f5-\u24fd\u2776-\u277e\u2780-\u2788\u278a-\u2792]/g,
    (character) => {
      const point = character.codePointAt(0)!
      const one = ENCLOSED_ONES.find((start) => point >= start && point < start + 9)!
      return ` ${point - one + 1} `
    },
  )
}

/** The keycap 2️⃣ is the digit, a variation selector and U+20E3; two keycaps in a row are two numbers, not 23. */
const foldKeycaps = (text: string) => text.replace(/(\d)\ufe0f?\u20e3/g, ' $1 ')

/** What stands for a number that is neither typed nor drawn as one digit: ½, ², ⑩, 🔟. No reader takes it for a digit. */
const UNREADABLE_NUMBER = '\u00a4'

const markOddNumbers = (text: string) => text.replace(/[\p{No}\u{1f51f}]/gu, ` ${UNREADABLE_NUMBER} `)

/** Plain quotes before NFKD, which would split an acute accent that stands for an apostrophe. */
const foldMarks = (text: string) =>
  text
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u0060\u00b4\u02bc]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2116/g, '#')

/** Lower-case ASCII as far as it goes; line breaks and emoji stay, runs of spaces become one. */
export function foldText(text: string): string {
  return markOddNumbers(foldEnclosed(foldKeycaps(foldDigits(foldMarks(text)))))
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .toLowerCase()
    .trim()
}
