import type { Mark, MarkedText } from './marks.ts'

/** How many different features are told apart; few of them share a number. */
const SLOTS = 1 << 20

/** FNV-1a with a final mix, folded into the slots. */
function slotOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % SLOTS
}

/** Parts of words: so that misspelt words are still like themselves. */
const PART_LENGTHS = [3, 4]

/** Words, their neighbours and their parts, each once; and what surrounds the text. */
function slotsOf(words: readonly string[], around: readonly string[]): number[] {
  const names = new Set<string>()
  const framed = ['<', ...words, '>']
  const context = around.join(' ')
  for (const name of around) names.add(`c:${name}`)
  // What is pointed at, in its order, whatever is said between.
  const shape = words
    .filter((word) => word.startsWith('@') && word.includes(':'))
    .map((word) => word.split(':')[0])
  names.add(`o:${shape.join(' ')}`)
  for (const each of new Set(shape)) names.add(`h:${each}`)
  for (const [at, word] of framed.entries()) {
    const [next, last] = [framed[at + 1], framed[at + 2]]
    names.add(`1:${word}`)
    names.add(`1c:${context}:${word}`)
    if (next !== undefined) names.add(`2:${word} ${next}`)
    if (last !== undefined) {
      names.add(`3:${word} ${next} ${last}`)
      names.add(`s:${word} * ${last}`)
    }
    if (!/^[a-z]/.test(word)) continue
    const bounded = `^${word}$`
    for (const length of PART_LENGTHS)
      for (let from = 0; from + length <= bounded.length; from += 1)
        names.add(`p:${bounded.slice(from, from + length)}`)
  }
  return [...new Set([...names].map(slotOf))]
}

const contextOf = ({ options, hasVisit }: MarkedText, isReminded: boolean): string[] => [
  options.length === 0 ? 'no offer' : options.length === 1 ? 'one' : 'several',
  isReminded ? 'reminded' : hasVisit ? 'visit' : 'no visit',
]

const wordsOf = ({ marks }: MarkedText, whose: (mark: Mark & { kind: 'reference' }) => string) =>
  marks.map((mark) => (mark.kind === 'word' ? mark.text : `@${whose(mark)}:${mark.of}`))

/** What the text as a whole is made of. */
export function textFeatures(text: MarkedText, isReminded: boolean): number[] {
  const words = wordsOf(text, ({ fits, fitsVisit }) =>
    fits.length > 0 ? 'ours' : fitsVisit ? 'visit' : 'else',
  )
  return slotsOf(words, contextOf(text, isReminded))
}

/** The same as one option sees it: what points at it, at others besides, at others only, or at none. */
export function optionFeatures(text: MarkedText, option: number): number[] {
  const words = wordsOf(text, ({ fits }) => {
    if (fits.includes(option)) return fits.length === 1 ? 'it' : 'some'
    return fits.length > 0 ? 'other' : 'else'
  })
  return slotsOf(words, contextOf(text, false))
}
