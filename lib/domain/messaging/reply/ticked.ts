import { NUMBER_WORDS } from './calendar-words.ts'
import type { Decision } from './decide.ts'
import { type Choice, describeChoice } from './options.ts'

/** A list ticked off: "1 no. 2 no. 3 yes". */

const YES = new Set(['yes', 'yep', 'yeah', 'yup', 'si'])
const LINE = '(?:(?:option|opcion|number|numero|la|el) )?(\\d|[a-z]{2,6}) (no|nope|nah|yes|yep|yeah|yup|si)'
const LINES = new RegExp(LINE, 'g')
const TICKED = new RegExp(`^${LINE}(?: (?:and |y |but |pero )?${LINE})+$`)

const numberOf = (word: string) => NUMBER_WORDS.get(word) ?? Number(word)

/**
 * What a list is whose every line has a yes or a no behind its number, and nothing else: the only line with a yes, or none of
 * them. `words`: from `plainWords`; `all`: the options of one offer. Null for anything else, two lines with a yes among it.
 */
export function readTicked(words: string, all: readonly Choice[]): Decision | null {
  if (!TICKED.test(words)) return null
  const lines = [...words.matchAll(LINES)].map(
    ([, number = '', tick = '']) => [numberOf(number), YES.has(tick)] as const,
  )
  const ticks = new Map(lines)
  const isWhole = ticks.size === lines.length
  const ofOffer = all.filter(({ option }) => ticks.has(option.reply_number))
  const [first] = ofOffer
  if (!isWhole || ofOffer.length !== ticks.size || first === undefined) return null
  const chosen = ofOffer.filter(({ option }) => ticks.get(option.reply_number))
  const [only, ...more] = chosen
  if (only !== undefined && more.length === 0)
    return {
      kind: 'option',
      choice: only,
      isChange: false,
      because: `Said yes to ${describeChoice(only)} alone.`,
    }
  if (only !== undefined || ofOffer.length < all.length) return null
  return { kind: 'none', offer: first.offer, because: 'Said no to each of the offered times.' }
}
