import { longestPhrase, type Role } from '../phrases.ts'
import type { Reference, ReferenceMatch } from '../reference-tokens.ts'
import { TITLES } from '../reference-words.ts'
import { readReference } from '../references.ts'
import type { Token } from '../tokens.ts'
import { type ItemKind, longestSpoken } from './vocabulary.ts'

export interface Item {
  kind: ItemKind
  text: string
  references: Reference[]
  /** It also accepts by itself: "book me". */
  mayBeYes?: boolean
}

/** The sense that a phrase of several has behind a reference, and before one. */
const SENSES_AFTER: readonly ItemKind[] = ['good', 'refuse', 'please', 'off', 'bound', 'yes', 'pointer']
const SENSES_BEFORE: readonly ItemKind[] = [
  'take',
  'take_when',
  'refuse',
  'yes',
  'please',
  'bound',
  'no',
  'pointer',
]

/** What the roles of the first tier are here, the first that a phrase has. */
const ROLE_KINDS: ReadonlyArray<readonly [Role, ItemKind]> = [
  ['not', 'refuse'],
  ['none', 'no'],
  ['prefix', 'take'],
  ['when_prefix', 'take_when'],
  ['yes', 'yes'],
  ['or', 'or'],
  ['link', 'link'],
  ['courtesy', 'plain'],
  ['suffix', 'good'],
  ['not_good', 'refuse'],
  ['noun', 'link'],
  ['change', 'plain'],
  ['correction', 'odd'],
]
const ROLE_KINDS_AFTER: ReadonlyArray<readonly [Role, ItemKind]> = [
  ['not_good', 'refuse'],
  ['suffix', 'good'],
  ['noun', 'link'],
  ...ROLE_KINDS,
]

/** Pictures that say no, doubt, or mean the opposite of the words beside them. Others only colour a text. */
const DOUBTFUL_PICTURE =
  /(?:👎|🙃|🤔|❌|🚫|🤷|😡|🤬|😤|🙄|😒|😏|✋|⛔|🛑|❓|❔|😕|😐|🤨|🖕|💀|☠|🤡|🤥|😑|🥴|❎|✖)/u
const PICTURE = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component})$/u

const isColour = (sign: string) => PICTURE.test(sign) && !/[\d#*]/.test(sign) && !DOUBTFUL_PICTURE.test(sign)

interface Phrase {
  kind: ItemKind
  length: number
  /** It also accepts by itself: "book me". */
  mayBeYes?: boolean
}

const VERBS = new Set('work works fits suits suit w fr fs it deal bet'.split(' '))

/** "Bet I'll be there", "deal, Friday": opens a text as a yes. */
const isAssent = (words: readonly string[], isFirst: boolean) =>
  isFirst &&
  /^(?:bet|deal)$/.test(words[0]!) &&
  !/^(?:you|u|ya|on|that|with|the|not|its|they)$/.test(words[1] ?? '')

function phraseAt(words: readonly string[], isAfter: boolean, isFirst = false): Phrase | null {
  if (words[0] === 'work') return { kind: 'story', length: 1 }
  const own = longestSpoken(words)
  const known = longestPhrase(words)
  if (own !== null && own.length >= (known?.length ?? 0)) {
    const order = isAfter ? SENSES_AFTER : SENSES_BEFORE
    const first = order.find((sense) => (own.senses as ItemKind[]).includes(sense)) ?? own.senses[0]!
    // "I work nights": a verb that praises only what was named before it.
    const isVerb = own.length === 1 && VERBS.has(words[0]!)
    const isOfStory =
      isVerb && !isAfter && !isAssent(words, isFirst) && (first === 'good' || words.length > 1)
    // "The one on Friday".
    const isArticle = !isAfter && words[0] === 'the' && words[1] === 'one' && own.length === 2
    const kind = isArticle ? 'link' : isOfStory ? 'story' : first
    return { kind, length: own.length, mayBeYes: own.senses.includes('yes') }
  }
  const roles = isAfter ? ROLE_KINDS_AFTER : ROLE_KINDS
  const kind = known === null ? undefined : roles.find(([role]) => known.roles.has(role))?.[1]
  return kind === undefined ? null : { kind, length: known!.length }
}

function wordsFrom(tokens: readonly Token[], at: number): string[] {
  const words: string[] = []
  for (let next = at; next < tokens.length; next += 1) {
    const token = tokens[next]!
    if (token.kind !== 'word') break
    words.push(token.text)
  }
  return words
}

const HELD_DOWN = /^(\d)\1{3,}$/
/** "The 9:40 bus": a time of something else. */
const RIDES = /^(?:bus|train|subway|ferry|flight|shift|class|mass|express|van|shuttle)$/
const COUNTS = /^(?:all|any|both|those|these|todas|todos|other)$/

const textBefore = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at - 1]
  return token?.kind === 'word' ? token.text : ''
}

/** "Métame el martes": whatever we are asked to do with the patient for a time. */
const ASKS_US = /^[a-z]{3,}(?:[ae]me|[ae]nme|[ae]nos)$/
/** "Resérvala", "apúntemelo": accepts what was offered. */
const DO_IT =
  /^(?:reserv|apunt|anot|agend|apart|confirm|guard|program)[ae]n?(?:me|se)?l[ao]$|^pon(?:ga|gan)?(?:me)?l[ao]$/
const NOT_FOR_A_TIME =
  /^(?:dig|llam|avis|esper|dej|recuerd|expliqu|explic|cuent|permit|disculp|perdon|habl|escrib|mand|envi|quit|borr|sac|saqu|cancel|ayud|di|confirm|contest|respond|busqu|busc|hern|naom)[ae]n?(?:me|os)$|^(?:name|same|game|came|become|theme|scheme|extreme|volume|resume|nombrame)$/

/** "1st period", "need to sleep first": an ordinal that is of something which no option has. */
function isOfSomethingElse(
  { references, length }: ReferenceMatch,
  tokens: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
): boolean {
  const [only, ...others] = references
  const isRide = only?.kind === 'clock' && RIDES.test(wordsFrom(tokens, at + length)[0] ?? '')
  if (isRide) return true
  if (only?.kind !== 'ordinal' || only.isPositional || others.length > 0) return false
  const next = wordsFrom(tokens, at + length)
  if (next.length > 0)
    return phraseAt(next, true) === null && readReference(tokens, at + length, names) === null
  const isAdverb = tokens[at]?.kind === 'word' && only.value === 1
  return isAdverb && at > 0 && phraseAt([textBefore(tokens, at)], false) === null
}

function itemAt(
  tokens: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
  { isAfter, isFirst }: { isAfter: boolean; isFirst: boolean },
): { item: Item; length: number } {
  const token = tokens[at]!
  // A key that was held down: "2222222".
  const digits = token.kind === 'number' ? String(token.value) : token.kind === 'odd' ? token.text : ''
  if (HELD_DOWN.test(digits)) return { item: { kind: 'story', text: digits, references: [] }, length: 1 }
  if (token.kind === 'odd') {
    const kind = isColour(token.text) ? 'plain' : 'odd'
    return { item: { kind, text: token.text, references: [] }, length: 1 }
  }
  const words = wordsFrom(tokens, at)
  const phrase = phraseAt(words, isAfter, isFirst)
  // "All three", "any 2": how many, not which.
  const found = readReference(tokens, at, names)
  const isName = found?.references.every(({ kind }) => kind === 'provider') === true
  const reference = COUNTS.test(textBefore(tokens, at)) && !isName ? null : found
  const isPronoun =
    words[0] === 'one' &&
    (isAfter || /^(?:early|late|earliest|that|this|which)$/.test(textBefore(tokens, at)))
  const isCount = reference !== null && isOfSomethingElse(reference, tokens, at, names)
  if (reference !== null && !isPronoun && !isCount && reference.length >= (phrase?.length ?? 0)) {
    return {
      item: { kind: 'reference', text: '', references: reference.references },
      length: reference.length,
    }
  }
  // "Dr. K": a name of which only the first letter is there.
  if (/^[a-z]$/.test(words[0] ?? '') && TITLES.has(textBefore(tokens, at)))
    return { item: { kind: 'story', text: words[0]!, references: [] }, length: 1 }
  if (phrase === null && DO_IT.test(words[0] ?? ''))
    return { item: { kind: 'yes', text: words[0]!, references: [] }, length: 1 }
  if (phrase === null && ASKS_US.test(words[0] ?? '') && !NOT_FOR_A_TIME.test(words[0]!)) {
    return { item: { kind: 'take', text: words[0]!, references: [] }, length: 1 }
  }
  if (phrase === null) {
    const kind = token.kind === 'word' || token.kind === 'number' || isCount ? 'story' : 'odd'
    return { item: { kind, text: words[0] ?? '', references: [] }, length: 1 }
  }
  return {
    item: {
      kind: phrase.kind,
      text: words.slice(0, phrase.length).join(' '),
      references: [],
      ...(phrase.mayBeYes === true ? { mayBeYes: true } : {}),
    },
    length: phrase.length,
  }
}

/** "Put me down", "please write me in": also accepts what was named before it. */
const PUTS_DOWN =
  /^(?:please |pls |kindly |just )?(?:put|sign|book|write|pencil|mark|slot|schedule|reserve|hold|save|pop|fit|squeeze|throw|add|count) (?:me|us|it)(?: in| down| up| on)?$/

const PLURAL_DAYS: ReadonlyMap<string, number> = new Map(
  'mondays tuesdays wednesdays thursdays fridays saturdays sundays'
    .split(' ')
    .map((day, index) => [day, index + 1]),
)

const KIN = new Set(
  'mom mum mother dad father wife husband son daughter sister brother mama papa madre padre'.split(' '),
)
const isNameOf = (word: string, names: ReadonlySet<string>) =>
  names.has(word) || names.has(word.replace(/s$/, ''))

/** "Maria", "Maria's mom". */
const isSigned = (word: string, before: string | undefined, names: ReadonlySet<string>) =>
  isNameOf(word, names) || (KIN.has(word) && before !== undefined && isNameOf(before, names))

/** Reads a run of tokens without a pause as items; every token is part of one. */
export function readItems(
  tokens: readonly Token[],
  names: { providers: ReadonlySet<string>; patient: ReadonlySet<string> },
): Item[] {
  const items: Item[] = []
  let isAfter = false
  for (let at = 0; at < tokens.length; ) {
    const isFirst = items.every(({ kind }) => kind === 'yes' || kind === 'plain')
    const { item, length } = itemAt(tokens, at, names.providers, { isAfter, isFirst })
    const weekday = items.at(-1)?.kind === 'off' ? PLURAL_DAYS.get(item.text) : undefined
    // "I'm off Fridays".
    if (item.kind === 'story' && weekday !== undefined) {
      items.push({ kind: 'reference', text: '', references: [{ kind: 'weekday', weekday }] })
      at += length
      continue
    }
    const isSignature = item.kind === 'story' && isSigned(item.text, items.at(-1)?.text, names.patient)
    items.push(isSignature ? { ...item, kind: 'plain' } : item)
    if (item.kind === 'reference') isAfter = true
    at += length
  }
  return items.map((item, at) => {
    // "So Tuesday's it".
    if (item.text === 'it' && at > 0 && at === items.length - 1 && items[at - 1]!.kind === 'reference')
      return { ...item, kind: 'good' }
    // "En el trabajo".
    if (item.text === 'trabajo' && /^(?:el|en el|del|mi|al|de)$/.test(items[at - 1]?.text ?? ''))
      return { ...item, kind: 'story' }
    const isBeside = items[at - 1]?.kind === 'reference' || items[at + 1]?.kind === 'reference'
    // "Friday early"; "9 is early" is a complaint.
    if (item.text === 'early' && isBeside) return { ...item, kind: 'link' }
    const takes = item.kind === 'take' || item.kind === 'take_when'
    const isObject = ({ kind }: Item) => kind === 'reference' || kind === 'pointer'
    const mayBeYes = item.mayBeYes === true || PUTS_DOWN.test(item.text)
    return takes && mayBeYes && !items.slice(at + 1).some(isObject) ? { ...item, kind: 'yes' } : item
  })
}
