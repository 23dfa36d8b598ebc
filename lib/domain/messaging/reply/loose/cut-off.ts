import type { Segment } from './segments.ts'
import type { ItemKind } from './vocabulary.ts'

/** A text that ends here goes on somewhere else: "I can do the", "1 bu". */
const CUT_OFF = new Set(
  `the on at with w for to in of el la las los del de a al para pa por en con my our an i im is its que q mi un una and y or o but pero
  because cause bc so asi if than as from u you we it es unless except until till`.split(/\s+/),
)
/** Whether the last of these words wants another one behind it. */
export const endsOpen = (words: string): boolean => CUT_OFF.has(words.split(' ').at(-1) ?? '')

const LEAST_LAST_LETTERS = 3
const GOES_ON =
  'but because however although unless except instead depending actually maybe probably please pero porque aunque'.split(
    ' ',
  )
const MOST_ITEMS_OF_A_FRAGMENT = 2
const STARTS_A_CHOICE: ReadonlySet<ItemKind> = new Set<ItemKind>(['reference', 'take', 'or', 'bound'])

/** "The hour, well": leaves the rest unsaid. */
const HESITATES = /^(?:well|pues|hm+|uhm?|um+|este|tho|though)$/

export function isCutOff(segments: readonly Segment[]): boolean {
  const items = segments.at(-1)?.items ?? []
  if (segments.length > 1 && items.length === 1 && HESITATES.test(items[0]!.text)) return true
  if (segments.length > 0 && items.length === 0) return true
  const last = items.at(-1)
  const isReason = segments.at(-1)?.joint === 'because'
  const isStory =
    items.length > MOST_ITEMS_OF_A_FRAGMENT &&
    (isReason ||
      items.some(({ kind }) => kind === 'story') ||
      !items.some(({ kind }) => STARTS_A_CHOICE.has(kind)))
  if (last === undefined || last.kind === 'reference' || isStory) return false
  if (last.kind === 'take') return !items.some(({ kind }) => kind === 'reference')
  const word = last.text.split(' ').at(-1)!
  if (last.kind === 'story')
    return (
      word.length < LEAST_LAST_LETTERS || GOES_ON.some((whole) => whole !== word && whole.startsWith(word))
    )
  return ['link', 'plain', 'and', 'or', 'bound'].includes(last.kind) && CUT_OFF.has(last.text)
}
