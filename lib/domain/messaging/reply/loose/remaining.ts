import type { Clause } from '../clauses.ts'
import type { Decision } from '../decide.ts'
import { type Choice, describeChoice, fits } from '../options.ts'
import type { Reference } from '../reference-tokens.ts'
import { refusedBy } from '../resolve.ts'
import type { Statement } from './statements.ts'

/** What is left of an offer when the rest of it was turned down: "not 1, not 3. The other one". */

export type Chosen = Extract<Decision, { kind: 'option' }>

export const clauseOf = (statement: Statement, says: Clause['says']): Clause => ({
  references: statement.references,
  says,
  isPlain: statement.says === 'bare' || statement.isOnlyAsked,
  isAffirmed: true,
  hasChange: false,
  hasCorrection: false,
  isNotFirst: says === 'refuses',
  joinedBy: 'sentence',
})

/** "Wed and Friday I work" turns down two: a day said twice begins another. What was never offered need not be turned down. */
export function refusalsOf(statements: readonly Statement[], all: Choice[]): Clause[] {
  const refused = statements.filter(({ says }) => says === 'refuses')
  return refused
    .flatMap((statement) =>
      groupsOf(statement.references).map((references) => ({ ...statement, references })),
    )
    .map((statement) => clauseOf(statement, 'refuses'))
    .filter((clause) => clause.references.some(isNumber) || refusedBy(clause, all).length > 0)
}

const isNumber = ({ kind }: Reference) => kind === 'number'

function groupsOf(references: readonly Reference[]): Reference[][] {
  const groups: Reference[][] = []
  for (const reference of references) {
    const last = groups.at(-1)
    if (last === undefined || last.some(({ kind }) => kind === reference.kind)) groups.push([reference])
    else last.push(reference)
  }
  return groups
}

/** What makes a day possible: "she can drive me". */
export const MAKES_POSSIBLE =
  /\b(?:a ride|can (?:drive|take|bring|drop)|(?:drives|takes|brings) me|me (?:lleva|trae)|puede (?:llevar|traer)|(?:is|am|im) (?:\w+ )?(?:free|off))\b/

const NOUN = '(?:one|slot|time|option|appointment|appt|date|day|dr|doctor|doctora|doc|dia)'
const REST = `(?:(?:the )?(?:other|remaining)(?: ${NOUN}){0,2}|(?:the one|the day|whats|what is) (?:thats|that is|thats still)? ?left|(?:la|el) (?:otra|otro)(?: ${NOUN})?|l[ao] que queda|el que queda)`
/** One of two: "the later one", "la de antes". */
const ORDERS: ReadonlyArray<readonly [pattern: string, which: 'earlier' | 'later']> = [
  ['la de (?:antes|mas temprano)', 'earlier'],
  ['la de (?:despues|mas tarde)', 'later'],
]
const LEAD =
  '(?:so|ok|then|please|entonces|mejor|and|(?:id|i would) rather (?:have|see|take)|i prefer|prefiero|(?:ill|id|i will|we will|well|lets|let me|i) (?:take|do|have|get|want|go with|like)|(?:give|gimme)(?: me)?|(?:put|book) me(?: down)?(?: (?:for|with|in|on))?|quiero|deme|dame|denme|pon(?:ga|gan)?me(?: (?:con|en|para))?|me quedo con|apunteme(?: para)?|con|with|on|for)'
const TAIL =
  '(?:then|please|thanks|thank you|gracias|por favor|porfa|yes|works|is (?:fine|good|ok|perfect)|me queda bien|esta bien)'
const POINTS = [REST, ...ORDERS.map(([pattern]) => pattern)].join('|')
const ONLY_REST = new RegExp(`^(?:${LEAD} )*(?:${POINTS})(?: ${TAIL})*$`)
const REST_OF_DOCTORS = /\b(?:other|otr[oa]) (?:dr|doctora?|doc)\b/
const IN_TEXT = new RegExp(
  `\\b(?:${POINTS}|the (?:other|later|earlier) (?=(?:dr |doctor )?\\w+ (?:one|slot|time|appt|appointment)\\b)|the (?:later|earlier) one)(?![\\w'])`,
  'gi',
)

/** The text without the words that point at the rest: they may mean danger elsewhere. */
export const withoutRest = (text: string): string => text.replaceAll("'", '').replace(IN_TEXT, ' ')

const tidy = (words: string) => words.replace(/ {2,}/g, ' ').trim()

interface Rest {
  statement: Statement
  /** "The other Lee one": of these. */
  among: readonly Reference[]
  which: 'earlier' | 'later' | null
  isOfDoctors: boolean
}

/** "The later one" by itself, behind what was turned down. */
function positionOf({ references, words }: Statement): 'earlier' | 'later' | null {
  const [only, ...more] = references
  if (only?.kind !== 'position' || more.length > 0 || !/^(?:the)?$/.test(tidy(words))) return null
  return only.which === 'earlier' || only.which === 'later' ? only.which : null
}

/** Whether a statement does nothing but point at what is left. */
function restOf(statement: Statement): Rest | null {
  const words = tidy(statement.words)
  const which = positionOf(statement)
  if (which !== null) return { statement, among: [], which, isOfDoctors: false }
  const isAmong = statement.references.every(({ kind }) => kind === 'provider')
  if (!isAmong || !ONLY_REST.test(words)) return null
  const order = ORDERS.find(([pattern]) => new RegExp(`\\b${pattern}\\b`).test(words))?.[1] ?? null
  const isOfDoctors = statement.references.length === 0 && REST_OF_DOCTORS.test(words)
  return { statement, among: statement.references, which: order, isOfDoctors }
}

const BUSY =
  /\b(?:i have|i got|i work|im (?:at|in|working|away|out|busy)|ive got|i am (?:at|in|working|away|busy)|tengo|trabajo|ando|estoy (?:en|ocupad[oa])|me toca)\b/
const IS_FREE = /\b(?:dont|doesnt|no|not|off|free|libre|time|tiempo|rides?|car|carro)\b/
/** "Wednesday I have dialysis": nothing else can be there. */
const isBusy = ({ says, words, references }: Statement) =>
  says === 'mentions' &&
  references.length > 0 &&
  BUSY.test(words) &&
  !IS_FREE.test(words) &&
  !MAKES_POSSIBLE.test(words)

/** "Trabajo", behind the days that are out. */
const IS_WHY =
  /^(?:yo |i )?(?:trabajo|no puedo|work|im working|i am working|im busy|estoy ocupad[oa])(?: (?:those|those days|esos dias))?$/
/** "Mornings are out". */
const PARTS_OUT =
  /^(?:the )?(morning|afternoon)s (?:are|is) (?:out|bad|no good|hard|impossible|not possible|tough|a no|no go)\b|^(?:i )?(?:cant|cannot|dont) do (morning|afternoon)s\b/
const partOut = ({ says, words }: Statement): Reference | null => {
  const found = says === 'denies' ? PARTS_OUT.exec(tidy(words)) : null
  const part = found === null ? undefined : (found[1] ?? found[2])
  return part === undefined ? null : { kind: 'daypart', part: part as 'morning' | 'afternoon', isOne: false }
}

/** "Con Lee", "Lee but": of whose times one is left. */
const isOnlyProvider = ({ says, references, stories }: Statement) =>
  (says === 'bare' || says === 'affirms') &&
  stories === 0 &&
  references.length > 0 &&
  references.every(({ kind }) => kind === 'provider')

interface Left {
  left: Choice[]
  refused: Choice[]
}

/** The options that neither a refusal nor a busy day takes away. */
function leftOf(statements: readonly Statement[], rest: Rest, all: Choice[]): Left {
  const busy = statements.filter(isBusy).map((statement) => ({ ...statement, says: 'refuses' as const }))
  const parts = statements.flatMap((statement) => partOut(statement) ?? [])
  const refusals = refusalsOf([...statements, ...busy], all)
  const taken = new Set(refusals.flatMap((clause) => refusedBy(clause, all)))
  const wanted = [...rest.among, ...statements.filter(isOnlyProvider).flatMap(({ references }) => references)]
  const of = all.filter((choice) => wanted.every((reference) => fits(choice, reference, all)))
  const isOut = (choice: Choice) => taken.has(choice) || parts.some((part) => fits(choice, part, all))
  return { left: of.filter((choice) => !isOut(choice)), refused: of.filter(isOut) }
}

/** "The other doctor" is another, "the later one" is later. */
function isAsSaid(only: Choice, { refused }: Left, { which, isOfDoctors }: Rest): boolean {
  if (isOfDoctors && refused.some(({ names }) => [...names].some((name) => only.names.has(name))))
    return false
  const starts = refused.map(({ option }) => option.starts_at)
  if (which === 'later') return starts.every((at) => at < only.option.starts_at)
  return which === null || starts.every((at) => at > only.option.starts_at)
}

/** Whether a statement beside the one that points at the rest leaves it as it is. */
function isBeside(statement: Statement, at: number, all: readonly Statement[], rest: Rest): boolean {
  const concludes = rest.statement.joint === 'so'
  if (['refuses', 'quiet'].includes(statement.says) || isOnlyProvider(statement)) return true
  if (isBusy(statement) || partOut(statement) !== null) return concludes
  const isWhy = IS_WHY.test(tidy(statement.words)) && statement.references.length === 0
  if (isWhy && all[at - 1]?.says === 'refuses') return true
  const isStory = statement.says === 'tells' || (statement.says === 'denies' && statement.joint === 'because')
  return isStory && concludes && all.indexOf(rest.statement) > at
}

/** "Not 1, not 3. The remaining one, please": what is left when all others were turned down. */
export function remainingOf(statements: readonly Statement[], all: Choice[]): Chosen | null {
  const rests = statements.flatMap((statement) => restOf(statement) ?? [])
  const [rest] = rests
  if (rest === undefined || rests.length > 1) return null
  const beside = statements.filter((statement) => statement !== rest.statement)
  const isOnlyThat = beside.every((statement) =>
    isBeside(statement, statements.indexOf(statement), statements, rest),
  )
  const found = leftOf(beside, rest, all)
  const [only, ...others] = found.left
  const offers = new Set(all.map(({ offer }) => offer))
  const isSure = only !== undefined && others.length === 0 && found.refused.length > 0 && offers.size === 1
  if (!isOnlyThat || !isSure || !isAsSaid(only, found, rest)) return null
  const because = `Turned down all but ${describeChoice(only)}.`
  return { kind: 'option', choice: only, isChange: false, because }
}
