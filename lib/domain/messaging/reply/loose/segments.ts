import { NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from '../calendar-words.ts'
import type { Names } from '../clauses.ts'
import type { Reference } from '../reference-tokens.ts'
import type { Token } from '../tokens.ts'
import { type Item, readItems } from './items.ts'
import type { ItemKind } from './vocabulary.ts'

/** How a segment goes on from the one before it. */
export type Joint =
  | 'start'
  | 'sentence'
  | 'comma'
  | 'so'
  | 'but'
  | 'because'
  | 'though'
  | 'and'
  | 'correction'

export interface Segment {
  joint: Joint
  items: Item[]
}

const JOINTS: ReadonlyArray<readonly [string, Joint]> = [
  ['asi que', 'so'],
  ['asi q', 'so'],
  ['por eso', 'so'],
  ['por lo que', 'so'],
  ['entonces', 'so'],
  ['which means', 'so'],
  ...['anyway', 'anyways', 'anyhow', 'therefore', 'pues nada', 'en fin', 'por lo tanto'].map(
    (phrase) => [phrase, 'so'] as const,
  ),
  ['so', 'so'],
  ['even though', 'though'],
  ['even tho', 'though'],
  ...['done', 'handled', 'sorted', 'settled', 'taken care of'].map(
    (word) => [`but its ${word}`, 'comma'] as const,
  ),
  ['but', 'but'],
  ['however', 'but'],
  ['though', 'but'],
  ['although', 'but'],
  ['pero', 'but'],
  ['aunque', 'but'],
  ['sino', 'but'],
  // What is granted before the acceptance that follows.
  ...[
    'not ideal but',
    'not perfect but',
    'not the best but',
    'not my favorite but',
    'not great but',
    'its early but',
    'no es ideal pero',
    'no es lo ideal pero',
  ].map((phrase) => [phrase, 'so'] as const),
  ['because', 'because'],
  ['cause', 'because'],
  ['cuz', 'because'],
  ['coz', 'because'],
  ['bc', 'because'],
  ['bcuz', 'because'],
  ['since', 'because'],
  ['porque', 'because'],
  ['porq', 'because'],
  ['pq', 'because'],
  ['xq', 'because'],
  ['y de ahi me', 'because'],
  ['y de ahi nos', 'because'],
  ['ya que', 'because'],
  ['ya q', 'because'],
  ['no make that', 'correction'],
  ['no make it', 'correction'],
  ['i meant', 'correction'],
  ['i mean', 'correction'],
  ['quise decir', 'correction'],
]

/** "So much" is no conclusion. */
const AFTER_SO = new Set(
  'much sorry many good far long nice kind happy excited glad very sweet bad late busy quick quickly soon fast early well'.split(
    ' ',
  ),
)

/** "As she can drive me" gives a reason; "as soon as" does not. */
const AFTER_AS = new Set('i im my she he we its they that'.split(' '))

const WHY_ES =
  /^(?:que|q) (?:ese|mi|mis|yo|ahi|ya|tengo|puedo|no (?:hay|tengo|[a-z]{3,}o\b)|me (?:llevan?|cuidan?|tocan?|traen?|da tiempo)|[a-z]{3,}[^aeiou]o\b)/
const NOT_WHY_ES =
  /^(?:que|q) (?:no (?:puedo|voy|quiero|alcanzo)|(?:ningun|otro|segundo|primero|tercero|ultimo|luego|pueda|dijo|quiero|entro en)\b)/
const SO_THAT =
  /^asi (?!no (?:puedo|llego|alcanzo|voy)\b|no(?: -|$)|que\b|q\b|es\b|esta\b|mero\b|mismo\b|asi\b|como\b|nomas\b|quedamos\b)\w/
/** What makes a day possible; "que mi esposo tiene diálisis" may be either. */
const SPEAKS_FOR_IT =
  /\b(?:me (?:llev|tra|cuid|acompan|da tiempo|toc)\w*|(?:no|ya) (?:trabaj|tengo|hay|entr)\w*|descans\w*|libre|puedo|puede (?:llev|tra|cuid)\w*|salgo|cobro|estoy|paso|ando|tengo (?:carro|coche|quien|tiempo|ride|libre))\b/
const MOST_WORDS_OF_WHY = 4

const pointsAtTime = (token: Token) =>
  token.kind === 'word'
    ? WEEKDAYS.has(token.text) || ORDINAL_WORDS.has(token.text) || NUMBER_WORDS.has(token.text)
    : ['number', 'ordinal', 'time', 'date'].includes(token.kind)

/** "La del viernes que ese día mi hija me lleva", "el viernes así no pido permiso": a reason, behind what it is for. */
function isSpanishReason(tokens: readonly Token[], at: number): boolean {
  const start = tokens.findLastIndex(({ kind }, index) => kind === 'stop' && index < at)
  if (!tokens.slice(start + 1, at).some(pointsAtTime)) return false
  const words = tokens
    .slice(at, at + MOST_WORDS_OF_WHY)
    .map((token) => (token.kind === 'word' ? token.text : '-'))
    .join(' ')
  const end = tokens.findIndex(({ kind }, index) => index > at && (kind === 'stop' || kind === 'comma'))
  const clause = tokens
    .slice(at, end === -1 ? tokens.length : end)
    .map((token) => (token.kind === 'word' ? token.text : '-'))
    .join(' ')
  const isReason = WHY_ES.test(words) && !NOT_WHY_ES.test(words) && SPEAKS_FOR_IT.test(clause)
  return isReason || SO_THAT.test(words)
}

function jointAt(tokens: readonly Token[], at: number): { joint: Joint; length: number } | null {
  const token = tokens[at]!
  if (token.kind === 'stop') return { joint: 'sentence', length: 1 }
  if (token.kind === 'comma') return { joint: 'comma', length: 1 }
  const follows = tokens[at + 1]?.kind === 'word' ? (tokens[at + 1] as { text: string }).text : ''
  if (token.kind === 'word' && token.text === 'as' && AFTER_AS.has(follows))
    return { joint: 'because', length: 1 }
  // What is said of "ese dia" is said of what was chosen.
  if (isSpanishReason(tokens, at)) return { joint: 'because', length: 1 }
  for (const [phrase, joint] of JOINTS) {
    const words = phrase.split(' ')
    const isHere = words.every((word, index) => {
      const next = tokens[at + index]
      return next?.kind === 'word' && next.text === word
    })
    const next = tokens[at + words.length]
    if (phrase === 'so' && next?.kind === 'word' && AFTER_SO.has(next.text)) return null
    if (isHere) return { joint, length: words.length }
  }
  return null
}

/** Joints that say more than the pause before them: ", so". */
const TELLING: ReadonlySet<Joint> = new Set<Joint>(['so', 'but', 'because', 'though', 'correction'])

/** Cuts a text at its pauses and at the words that set one statement against another. */
export function readSegments(tokens: readonly Token[], names: Names): Segment[] {
  const segments: Segment[] = []
  let joint: Joint = 'start'
  let run: Token[] = []
  const close = (next: Joint) => {
    if (run.length > 0) segments.push({ joint, items: readItems(run, names) })
    const keeps = run.length === 0 && TELLING.has(joint)
    joint = keeps ? joint : next
    run = []
  }
  for (let at = 0; at < tokens.length; ) {
    const found = jointAt(tokens, at)
    if (found === null) run.push(tokens[at]!)
    else close(found.joint)
    at += found?.length ?? 1
  }
  close('sentence')
  // "2 works but": what was to follow is missing.
  const last = tokens.findLast(({ kind }) => kind !== 'stop')
  const isThen = last?.kind === 'word' && /^(?:entonces|any(?:way|ways|how))$/.test(last.text)
  if (TELLING.has(joint) && !isThen) segments.push({ joint, items: [] })
  return segments
    .flatMap(splitAtAnd)
    .flatMap(splitBeforeTake)
    .flatMap(splitBehindGood)
    .flatMap(splitBehindNumber)
    .flatMap(splitBehindYes)
    .flatMap(splitBehindTaken)
}

const ACCEPTS: ReadonlySet<ItemKind> = new Set<ItemKind>(['take', 'take_when', 'good'])
const has = (items: readonly Item[], kind: ItemKind) => items.some((item) => item.kind === kind)

/** "And" goes on with a list, unless a story ends there ("I asked her and Friday is best") or a choice ("Friday works and ..."). */
function isNewStatement(items: readonly Item[], at: number): boolean {
  if (items[at]!.kind !== 'and') return false
  const before = items.slice(0, at)
  if (!has(before, 'reference')) return has(before, 'story')
  // "Not the afternoon and not Friday": each by itself.
  if (has(before, 'refuse') && items[at + 1]?.kind === 'refuse') return true
  return before.some(({ kind }) => ACCEPTS.has(kind)) && items[at + 1]?.kind !== 'reference'
}

function splitAtAnd({ joint, items }: Segment): Segment[] {
  const at = items.findIndex((_, index) => isNewStatement(items, index))
  if (at === -1) return [{ joint, items }]
  return [{ joint, items: items.slice(0, at) }, ...splitAtAnd({ joint: 'and', items: items.slice(at + 1) })]
}

const REASONS = /^(?:i|im|ive|ill|we|my|our|she|he|her|his|sorry|sry)$/
const APOLOGIES = /^(?:sorry|sry)$/
const OPENS_AN_ANSWER: ReadonlySet<Joint> = new Set<Joint>(['start', 'correction'])

/** What points at a line of our list: a number, "the second one", "the afternoon one". */
const isOfTheList = (reference: Reference | undefined) =>
  reference?.kind === 'number' ||
  reference?.kind === 'position' ||
  (reference?.kind === 'ordinal' && reference.isPositional) ||
  (reference?.kind === 'daypart' && reference.isOne)

/** "2 I don't want to miss school", "afternoon one she naps til 2": a line of the list opens the text and answers; what follows is the reason. */
function splitBehindNumber({ joint, items }: Segment): Segment[] {
  const at = items.findIndex(({ kind }) => kind === 'reference')
  const isOption = items[at]?.references.every(isOfTheList) === true
  const lead = items.slice(0, Math.max(at, 0)).every(({ kind }) => kind === 'plain' || kind === 'link')
  const rest = items.slice(at + 1)
  // "The last one I saw was rude".
  const mayGoOn = items[at]?.references.some(({ kind }) => kind === 'position' || kind === 'ordinal') === true
  const reasons = mayGoOn ? APOLOGIES : REASONS
  const isReason =
    rest[0]?.kind === 'plain' && reasons.test(rest[0].text.split(' ')[0]!) && has(rest, 'story')
  const isOtherTime = rest.some(
    ({ kind }, index) => kind === 'reference' && rest[index - 1]?.kind !== 'bound',
  )
  if (!OPENS_AN_ANSWER.has(joint) || !isOption || !lead || !isReason || isOtherTime) return [{ joint, items }]
  return [
    { joint, items: items.slice(0, at + 1) },
    { joint: 'comma', items: rest },
  ]
}

const SAYS_WHY = /^(?:i|im|ive|ill|we|were|my|our)\b|^been$/

/** "Yes please I have been waiting since October", "that works im off Tuesdays": the reason is a statement of its own. */
function splitBehindYes({ joint, items }: Segment): Segment[] {
  const at = items.findIndex(({ kind, text }, index) => {
    const before = items.slice(0, index)
    return (
      (kind === 'plain' || kind === 'off' || text === 'been') &&
      SAYS_WHY.test(text) &&
      before.some((item) => item.kind === 'yes' || item.kind === 'good' || item.kind === 'pointer')
    )
  })
  const isOnlyYes = items
    .slice(0, Math.max(at, 0))
    .every(({ kind }) => ['yes', 'good', 'pointer', 'please', 'plain'].includes(kind))
  const rest = items.slice(at)
  if (
    at < 1 ||
    !isOnlyYes ||
    !(has(rest, 'story') || has(rest, 'off')) ||
    ACCEPTING.some((kind) => has(rest, kind))
  )
    return [{ joint, items }]
  // "Yes I have a question" accepts nothing yet.
  const isAccepted = items.slice(0, at).some(({ text }) => ACCEPTS_THAT.test(text))
  return [
    { joint, items: items.slice(0, at) },
    { joint: isAccepted ? 'because' : 'comma', items: rest },
  ]
}
const ACCEPTS_THAT = /\b(?:please|pls|plz|thats?|thatll|por favor|porfa)\b/
const ACCEPTING: readonly ItemKind[] = ['take', 'take_when', 'good', 'yes', 'refuse', 'no', 'or']

const OWN_STORY = /^(?:i|ill|im|ive|we|my)$/
const SETTLES = /^(?:i will|ill)$/
const LEAVES_OPEN = /^(?:be|have|need|let|see|check|ask|call|think|know|get|try|decide|confirm|talk)$/

/** "Let's do the Friday one I will be back by then", "ok 10:15 Tues ill stay up for it": behind what is taken, the patient's own story. */
function splitBehindTaken({ joint, items }: Segment): Segment[] {
  const first = items.findIndex(({ kind }) => kind === 'reference')
  const at = items.findIndex(
    ({ kind, text }, index) => index > first && kind === 'plain' && OWN_STORY.test(text.split(' ')[0]!),
  )
  const [lead, rest] = [items.slice(0, Math.max(at, 0)), items.slice(at)]
  const isTaken = has(lead, 'take') && lead.every(({ kind }) => kind !== 'story' && kind !== 'refuse')
  const says = rest.map(({ text }) => text).join(' ')
  const isNodded =
    has(lead, 'yes') &&
    SETTLES.test(rest[0]?.text ?? '') &&
    !LEAVES_OPEN.test(says.split(' ').at(rest[0]!.text.split(' ').length) ?? '')
  const isStory = has(rest, 'story') && !has(rest, 'reference') && !has(rest, 'refuse') && !has(rest, 'or')
  const before = items[at - 1]
  const isOpen = before?.kind === 'link' && !/^(?:one|slot|appointment|appt|spot|time)$/.test(before.text)
  if (first === -1 || at === -1 || isOpen || !(isTaken || isNodded) || !isStory) return [{ joint, items }]
  return [
    { joint, items: lead },
    { joint: 'comma', items: rest },
  ]
}

const I_TAKE = /^(?:i|ill|id|im|ima|imma|we|well|wed|lets)\b/

/** "Talked to my mom I'll take Friday": behind a story its own subject shows that another sentence begins. */
function splitBeforeTake({ joint, items }: Segment): Segment[] {
  const at = items.findIndex(({ kind, text }, index) => {
    const before = items.slice(0, index)
    return (
      kind === 'take' && I_TAKE.test(text) && has(before, 'story') && has(items.slice(index), 'reference')
    )
  })
  if (at === -1) return [{ joint, items }]
  return [
    { joint, items: items.slice(0, at) },
    { joint: 'comma', items: items.slice(at) },
  ]
}

/** "Friday is perfect my shift starts at noon": a story behind what was accepted is a statement of its own. */
function splitBehindGood({ joint, items }: Segment): Segment[] {
  const first = items.findIndex(({ kind }) => kind === 'reference')
  const good = items.findIndex(({ kind }, at) => (kind === 'good' || kind === 'please') && at > first)
  const rest = items.slice(good + 1)
  const isStory =
    (has(rest, 'story') || rest[0]?.kind === 'off') &&
    ((rest[0]?.kind === 'plain' && !/^(?:just|only|then|so)$/.test(rest[0].text)) ||
      /^(?:i|we|ill|im) /.test(rest[0]?.text ?? ''))
  if (first === -1 || good === -1 || !isStory) return [{ joint, items }]
  return [
    { joint, items: items.slice(0, good + 1) },
    { joint: 'comma', items: rest },
  ]
}
