import { readFileSync } from 'node:fs'

/** As long as a text may be. */
const LONGEST = 1_600

const written = (): string[] =>
  readFileSync(new URL('payloads/injections.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('\\r', '\r').replaceAll('\\n', '\n').replaceAll('\\t', '\t'))

const CYRILLIC: Record<string, string> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
}
const ZERO_WIDTH = '\u200b'
const RIGHT_TO_LEFT = '\u202e'
const POP = '\u202c'

/** Ways to hide the same words from people, from filters, or among many others. */
const DISGUISES: ReadonlyArray<(text: string) => string> = [
  (text) => [...text].join(ZERO_WIDTH),
  (text) => `${RIGHT_TO_LEFT}${[...text].reverse().join('')}${POP}`,
  (text) => text.replace(/[aceiopsxy]/g, (letter) => CYRILLIC[letter] ?? letter),
  (text) =>
    [...text]
      .map((char) => (/[!-~]/.test(char) ? String.fromCodePoint(char.codePointAt(0)! + 0xfee0) : char))
      .join(''),
  (text) => `${'Thank you so much for the reminder. '.repeat(60)}${text}`.slice(-LONGEST),
  (text) => `${text} ${'\n'.repeat(80)}thanks`,
  (text) => Buffer.from(text).toString('base64'),
  (text) =>
    [...text]
      .map((char) => `${char}\u0301`)
      .join('')
      .slice(0, LONGEST),
  (text) => `2 ${text}`,
  (text) => `${text}\n\n-- \nSent from my iPhone`,
]
/** Every second written text also comes in one disguise. */
const EVERY = 2

/** Texts by which somebody tries to make the product do what no patient may: as written, and many of them disguised. */
export function injections(): string[] {
  const texts = written()
  const disguised = texts
    .filter((_, index) => index % EVERY === 0)
    .map((text, index) => DISGUISES[index % DISGUISES.length]!(text).slice(0, LONGEST))
  return [...new Set([...texts, ...disguised])]
}
