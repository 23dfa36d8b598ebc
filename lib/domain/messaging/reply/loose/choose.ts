import { WEEKDAYS } from '../calendar-words.ts'
import type { Names } from '../clauses.ts'
import { decide } from '../decide.ts'
import { type Choice, choicesOf, fits, openOffers } from '../options.ts'
import type { Reference } from '../reference-tokens.ts'
import { refusedBy } from '../resolve.ts'
import { type Token, tokenize } from '../tokens.ts'
import type { ReplyContext } from '../types.ts'
import { plainWords } from '../words.ts'
import { isCutOff } from './cut-off.ts'
import { dangerIn, plainSentences } from './dangers.ts'
import { type Chosen, clauseOf, MAKES_POSSIBLE, refusalsOf, remainingOf, withoutRest } from './remaining.ts'
import { behindRetraction, meantBehindSlip } from './retracted.ts'
import { readSegments } from './segments.ts'
import { readStatements, type Statement } from './statements.ts'

/** Stories behind a choice are short: what is long may still change it. */
const MOST_STORIES_BEHIND = 10
const MOST_STORIES = 60

/** The choice before "I meant" is taken back. */
function withoutCorrected(statements: readonly Statement[]): Statement[] {
  const corrections = statements.filter(({ joint }) => joint === 'correction')
  // Twice back and forth: nobody knows what holds.
  if (corrections.length > 1) return []
  const last = statements.findLastIndex(({ joint }) => joint === 'correction')
  return statements.filter(({ says }, at) => at >= last || !['affirms', 'bare'].includes(says))
}

/** "Tuesday is my day off, see you then". */
const SEE_YOU_THEN = /\b(?:see|c) (?:you|u|ya|yall) then$/

/** "I have a ride Friday. Book me": what makes the only day named possible, and an outright yes right behind it. */
function madePossible(statements: readonly Statement[]): Statement[] {
  const named = statements.filter(({ references }) => references.length > 0)
  const next = statements[statements.indexOf(named[0]!) + 1]
  const isPossible = named[0]?.says === 'mentions' && MAKES_POSSIBLE.test(named[0].words)
  const isSeenThen = [named[0], next].some((statement) => SEE_YOU_THEN.test(statement?.words ?? ''))
  if (named.length === 1 && named[0]!.says === 'mentions' && named[0]!.isDayOff && isSeenThen) return named
  return named.length === 1 && isPossible && next?.says === 'yes' && next.isStrong ? named : []
}

/** "Tuesday is my day off, so put me down for that one": what the words point at. */
function pointedAt(statements: readonly Statement[]): Statement[] {
  const at = statements.findIndex(
    ({ says, hasPointer, joint }) => hasPointer && (says === 'yes' || (says === 'quiet' && joint === 'so')),
  )
  // What is granted in between names nothing: "9 is early but it's my only free day, so that one".
  const told = statements.slice(0, Math.max(at, 0))
  const before = told.findLast(({ says, references }) => says !== 'tells' || references.length > 0)
  const isConcluded = statements[at]?.joint === 'so' || told.at(-1) === before
  return before?.says === 'mentions' && isConcluded ? [before] : madePossible(statements)
}

const isQuiet = ({ says }: Statement) => ['quiet', 'yes', 'refuses', 'bare'].includes(says)
const isOptionNumber = ({ references }: Statement) => references.every(({ kind }) => kind === 'number')

/** "2", "the second one", "2:30": said of nothing but the list that we sent. */
const isOfTheList = (reference: Reference) =>
  reference.kind === 'number' ||
  reference.kind === 'clock' ||
  reference.kind === 'position' ||
  (reference.kind === 'ordinal' && reference.isPositional) ||
  (reference.kind === 'daypart' && reference.isOne)

const BUSY =
  /\b(?:have|has|had|got|im|i am|shes|hes|working|busy|tengo|tiene|hay|trabajo|ando|estoy|esta|voy|vamos|operan|cumple|es)\b/
/** "The Friday one, I'm in court": whatever is on that day may speak against it. */
const isTaken = (next: Statement | undefined) => next !== undefined && BUSY.test(next.words)

/** "Wed I'm in court, Friday then". */
const CONCLUDES = /^(?:(?:the|el|la) )?(?:then|entonces)$/

/** An option by itself, with nothing around it, is the answer that our text asks for; beside a story only where it concludes. */
function isBareAnswer(statement: Statement, at: number, all: readonly Statement[]): boolean {
  if (all.every(isQuiet) || all[at + 1]?.joint === 'because') return true
  const isLast = all.slice(at + 1).every(isQuiet)
  const isFirst = all.slice(0, at).every(isQuiet)
  const next = all[at + 1]?.joint
  const isPointed = statement.references.some(isOfTheList) || (statement.isListed && !isTaken(all[at + 1]))
  if (isFirst && next === 'comma' && isArrangement(all[at + 1]!)) return true
  if (isFirst && (next === 'sentence' || (next === 'comma' && isPointed))) return true
  const concludes =
    statement.joint === 'so' || statement.joint === 'correction' || CONCLUDES.test(statement.words.trim())
  return isLast && (concludes || (isOptionNumber(statement) && statement.joint === 'sentence'))
}

/** "Ni la 1 ni la 2", "neither 1 nor 2": goes no further. */
const CLOSED_LIST = /\bni\b.*\bni\b|\bneither\b.*\bnor\b/

/** Beside refused ones a number by itself may be one more of them: "not 1, 2 please". */
function maybeRefused(statement: Statement, all: readonly Statement[]): boolean {
  const refuses = all.some(({ says, words }) => says === 'refuses' && !CLOSED_LIST.test(words))
  return refuses && isOptionNumber(statement) && !statement.isStrong && statement.joint !== 'so'
}

function chosenOf(statements: readonly Statement[]): Statement[] {
  const affirmed = statements.filter(({ says }) => says === 'affirms')
  const bare = statements.filter((statement) => statement.says === 'bare')
  if ([...affirmed, ...bare].some((statement) => maybeRefused(statement, statements))) return []
  if (affirmed.length > 0) return [...affirmed, ...bare]
  const pointed = pointedAt(statements)
  if (pointed.length > 0) return bare.length > 0 ? [] : pointed
  return bare.some((statement) => isBareAnswer(statement, statements.indexOf(statement), statements))
    ? bare
    : []
}

const LEAST_STORIES = 2

/** "Hauling Wed before sunup and not back till Sat, so put me down for Tuesday": what the conclusion is drawn from is a story. */
function withoutStories(statements: readonly Statement[]): Statement[] {
  const end = statements.findIndex(
    ({ says, joint, isStrong }) => says === 'affirms' && joint === 'so' && isStrong,
  )
  return statements.map((statement, at) =>
    at < end && statement.says === 'blocks' && statement.stories >= LEAST_STORIES
      ? { ...statement, says: 'mentions' }
      : statement,
  )
}

/** "And that's my son's game", "that's trash day": what is on that day, unless it is free. */
const IS_TAKEN =
  /^(?:and |but |y )?(?:thats|that is|thats when|es|ese dia es|that day is) (?:(?:my|when|our|the day|mi|cuando)\b|(?!an? |good|great|perfect|fine|best|better|the )\w+ (?:day|night)\b)(?!.*\b(?:off|free|libre|descanso)\b)/
const CANNOT_THEN =
  /\b(?:ese dia|that day) (?:\w+ )?(?:no (?:puedo|alcanzo|voy)|cant|cannot|wont)\b|\bno pued(?:e|en|o)\b/

/** Whatever stands beside the choice leaves it as it is. */
function leavesChoice(statements: readonly Statement[], chosen: readonly Statement[]): boolean {
  // What is pointed at later is chosen where it is pointed at.
  const pointing = statements.findLastIndex(({ says, joint }) => says === 'yes' && joint === 'so')
  const isPointed = chosen.every(({ says }) => says === 'mentions')
  const last = Math.max(isPointed ? pointing : 0, ...chosen.map((statement) => statements.indexOf(statement)))
  const behind = statements.slice(last + 1)
  const stories = (some: readonly Statement[]) => some.reduce((sum, { stories }) => sum + stories, 0)
  if (
    behind.some(({ says, joint, isFree }) => says === 'denies' && joint !== 'because' && !isFree) ||
    stories(behind) > MOST_STORIES_BEHIND
  )
    return false
  // "3 is good. She'll miss a class but that's only gym": the "but" is about the story.
  const isOfStory = (at: number) =>
    behind[at - 1]?.says === 'tells' && behind[at - 1]?.joint === 'sentence' && behind[at]?.says === 'tells'
  if (behind.some(({ says, joint }, at) => joint === 'but' && says !== 'refuses' && !isOfStory(at)))
    return false
  if (behind.some(({ words, joint }) => joint !== 'because' && IS_TAKEN.test(words))) return false
  // "La del viernes que ese día no puedo".
  if (
    behind.some(
      ({ says, joint, words }) => says === 'denies' && joint === 'because' && CANNOT_THEN.test(words),
    )
  )
    return false
  if (
    statements.some(({ says, stories, joint }) => says === 'denies' && stories === 0 && joint !== 'because')
  )
    return false
  return stories(statements) <= MOST_STORIES
}

const isTime = (kind: string) => !['provider', 'daypart', 'number'].includes(kind)

/** The chosen time is also part of a story: "Tuesday I have chemo, 10:15 works". With "so" the story is the reason. */
function isStoryOfItself(
  statements: readonly Statement[],
  chosen: readonly Statement[],
  choice: Choice,
  all: Choice[],
) {
  return statements.some((statement, at) => {
    if (statement.says !== 'mentions' || chosen.includes(statement)) return false
    const isReason =
      statements.slice(at + 1).some((next) => chosen.includes(next) && next.joint === 'so') ||
      statement.joint === 'because'
    const about = statement.references.filter(({ kind }) => isTime(kind))
    return !isReason && about.some((reference) => fits(choice, reference, all))
  })
}

/**
 * The second tier: a choice in a text of which not every word was understood. Every reference must fit one option, a sign of
 * acceptance must govern it, and nothing around it may be a danger. Null: no choice for sure.
 */
export function chooseLoosely(
  tokens: readonly Token[],
  text: string,
  names: Names,
  context: ReplyContext,
): Chosen | null {
  const open = openOffers(context)
  if (open.length === 0) return null
  const all = choicesOf(open, context.received_at)
  const meant = meantBehindSlip(text)
  if (meant !== null) return chooseAmong(all, tokenize(meant), meant, names)
  const held = behindRetraction(tokens, text)
  if (held === null) return chooseAmong(all, tokens, text, names)
  // What is left must choose in so many words: "2 no wait 3" may go back and forth.
  const behind = statementsOf(held.tokens, names) ?? []
  const isAccepted = behind.some(({ says }) => says === 'affirms') || isFinal(behind)
  if (!isAccepted || dangerIn(plainSentences(held.before)) !== null) return null
  return chooseAmong(all, held.tokens, held.text, names)
}

/** "Number 1. Final answer": in so many words as well. */
const isFinal = (statements: readonly Statement[]) =>
  statements.some(
    ({ says, references }) =>
      says === 'bare' && references.some((each) => each.kind === 'number' && each.isMarked),
  ) && statements.some(({ says, words }) => says === 'yes' && /^(?:my )?final answer$/.test(words))

/** What a text says, or null where it is cut off. */
function statementsOf(tokens: readonly Token[], names: Names): Statement[] | null {
  const segments = readSegments(tokens, names)
  return isCutOff(segments) ? null : withoutStories(withoutCorrected(readStatements(segments)))
}

function chooseAmong(all: Choice[], tokens: readonly Token[], text: string, names: Names): Chosen | null {
  const statements = statementsOf(tokens, names)
  if (statements === null || statements.some(({ says }) => says === 'blocks')) return null
  const remaining = remainingOf(statements, all)
  if (dangerIn(plainSentences(remaining === null ? text : withoutRest(text))) !== null) return null
  if (remaining !== null) return remaining
  const chosen = chosenOf(statements)
  if (chosen.length === 0) {
    const accepted = yesTo(statements, all)
    return accepted === null || namesAnotherDay(text, accepted.choice) ? null : accepted
  }
  if (!leavesChoice(statements, chosen)) return null
  const clauses = [
    ...refusalsOf(statements, all),
    ...chosen.map((statement) => clauseOf(statement, 'chooses')),
  ]
  const decision = decide(clauses, all)
  if (
    decision.kind !== 'option' ||
    !isInSaidWeek(text, decision.choice) ||
    !isSoonEnough(statements, decision.choice, all) ||
    isStoryOfItself(statements, chosen, decision.choice, all)
  )
    return null
  return decision
}

const WAITS = /\bwait (?:till?|until|for)\b|\besperar (?:al|hasta)\b/
/** "I don't want to wait till Friday": what is chosen comes before it. */
const isSoonEnough = (statements: readonly Statement[], { option }: Choice, all: Choice[]): boolean =>
  refusalsOf(
    statements.filter(({ words }) => WAITS.test(words)),
    all,
  )
    .flatMap((clause) => refusedBy(clause, all))
    .every((refused) => refused.option.starts_at > option.starts_at)

const NEXT_WEEK = /\b(?:next week|(?:la )?proxima semana|(?:la )?semana (?:que|q) viene|la otra semana)\b/
const THIS_WEEK = /\b(?:this week|esta semana)\b/
const DAYS_OF_A_WEEK = 7

/** "Next week Tuesday" is the Tuesday of the week that begins on the coming Monday. */
function isInSaidWeek(text: string, { weekday, daysAhead }: Choice): boolean {
  const words = plainWords(text)
  const today = (((weekday - daysAhead - 1) % DAYS_OF_A_WEEK) + DAYS_OF_A_WEEK) % DAYS_OF_A_WEEK
  const week = Math.floor((daysAhead + today) / DAYS_OF_A_WEEK)
  return (!NEXT_WEEK.test(words) || week === 1) && (!THIS_WEEK.test(words) || week === 0)
}

/** "That works, I'm off Wednesdays", of a Tuesday. */
const namesAnotherDay = (text: string, { weekday }: Choice): boolean =>
  plainWords(text)
    .split(' ')
    .some((word) => {
      const named = WEEKDAYS.get(word) ?? WEEKDAYS.get(word.replace(/s$/, ''))
      return named !== undefined && named !== weekday
    })

/** What was arranged for it: "my son drives me", "ya pedí permiso". */
const ARRANGED =
  /\b(?:can (?:drive|take|bring|drop) (?:me|us)|(?:drives|takes|brings|will (?:drive|take|bring)|is (?:driving|taking|bringing)) (?:me|us)|(?:me|nos) (?:lleva|trae|va a llevar|va a traer))(?: (?:there|in|over|then|that day|ese dia))?$|\bya (?:consegui|tengo) quien me (?:lleve|cubra)\b|\bya (?:le )?(?:avise|dije) (?:a |en )(?:mi |el |la )?(?:jef[ea]|patron|trabajo|escuela)\b|^(?:i )?(?:already )?(?:told|cleared it with) my (?:boss|manager|supervisor|job|work|teacher)(?: already)?$|^(?:i )?(?:already )?asked off(?: already)?$|^(?:i )?(?:already )?(?:re ?arranged|freed up|cleared) my (?:shifts?|schedule|calendar|day|morning)\b|\bya pedi (?:permiso|el dia)\b|\b(?:already|just) (?:got|took|asked for|requested) (?:the |that )?(?:day|morning|time) off\b|^been waiting(?: for (?:months|weeks|ages|this|so long|forever))?$/
const NOT_ARRANGED = /\b(?:no|not|never|nobody|nadie|nunca|cant|wont|dont|doesnt)\b|^(?:who|quien)\b/
const SOMEBODY_FREE =
  /^(?:im|i am|my \w+ is|shes|hes) (?:also |always )?(?:off|free)(?: (?:work|then|that day))?$/
/** "My son drives me", "my cousin is off". */
const isArrangement = ({ words }: Statement) =>
  (ARRANGED.test(words) || SOMEBODY_FREE.test(words)) && !NOT_ARRANGED.test(words)
const isWhyItWorks = ({ joint, words }: Statement) =>
  joint === 'because' || (ARRANGED.test(words) && !NOT_ARRANGED.test(words))

/** A yes to the only time that was offered, behind a story or in words of its own. */
function yesTo(statements: readonly Statement[], all: Choice[]): Chosen | null {
  const at = statements.findIndex(({ says }) => says === 'yes')
  const isOnlyYes = statements.every(
    ({ says, isDayOff, joint }) =>
      ['yes', 'quiet', 'tells'].includes(says) || (says === 'mentions' && joint === 'because' && isDayOff),
  )
  const isLast =
    statements.some(({ says, isStrong }) => says === 'yes' && isStrong) ||
    statements.slice(at + 1).every((next) => next.says !== 'tells' || isWhyItWorks(next))
  if (at === -1 || !isOnlyYes || !isLast || !leavesChoice(statements, [statements[at]!])) return null
  const decision = decide([{ ...clauseOf(statements[at]!, 'yes'), references: [] }], all)
  return decision.kind === 'option' ? decision : null
}

const POLITE =
  /\b(?:th\w*nk\w*|ty\w*|thx|gracias|hello|hi|hey|hola|god|bless|dios|good|buen\w*|appreciate\w*|best|awesome|kind|sorry|worries|congrats|amable\w*|great|merry|happy|feliz|lol|haha|omg|igualmente|saludos|bendicion\w*|same|too|amen)\b/

/** Nothing but politeness, in whatever words: no answer. */
export function isOnlyPolite(tokens: readonly Token[], names: Names): boolean {
  const segments = readSegments(tokens, names)
  const isSaid = segments.some(({ items }) =>
    items.some(({ kind, text }) => kind === 'plain' && POLITE.test(text)),
  )
  return isSaid && readStatements(segments).every(({ says }) => says === 'quiet')
}
