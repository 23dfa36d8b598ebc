import { MONTHS, NUMBER_WORDS, ORDINAL_WORDS, WEEKDAYS } from '../calendar-words.ts'
import { TITLES } from '../reference-words.ts'
import type { Token } from '../tokens.ts'
import { isCarrierWord, isReasonWord } from './carrier-words.ts'

/** A stretch of a text between pauses and words such as "but" and "because". */
export interface Part {
  words: string[]
  /** For each word, whether it belongs to a day, a time or the name of somebody who may be seen. */
  isTime: boolean[]
  /** Where words stand of which it is not known that they speak of visits and times. */
  strange: number[]
  /** The strange words that say what keeps people from coming. */
  reasons: number[]
  /** Only a new subject ends it, without a pause: "next week I will know". */
  isCutShort: boolean
}

const newPart = (): Part => ({ words: [], isTime: [], strange: [], reasons: [], isCutShort: false })
export const textOf = ({ words }: Part): string => words.join(' ')
export const hasTime = ({ isTime }: Part): boolean => isTime.includes(true)

/** Every word of it speaks of visits and times, or, where a reason may stand, of what keeps people from coming. */
export const isCovered = ({ strange, reasons }: Part, mayGiveReason: boolean): boolean =>
  strange.length === (mayGiveReason ? reasons.length : 0)

const list = (text: string) => new Set(text.trim().split(/\s+/))

const JOINTS = list(
  'and but so because cause cuz coz bc since although though however while when due y pero porque porq pq xq entonces aunque debido lol lmao haha jaja jajaja smh',
)
/** "Tengo que cancelar", "lo que sea": behind these it begins nothing new. */
const TAKES_QUE = list('tengo tiene tenemos hay lo la el los las mas antes quiero quiere dice para a')
/** "Por mi hijo", "por un examen": gives a reason; "por la tarde" is a time. */
const REASON_BEHIND_POR = list('mi mis un una unos motivo motivos cuestion cuestiones problema problemas')
const SUBJECTS = list(
  'im ive ill i he she hes shes theyre they its thats theres tengo trabajo ando estoy salgo',
)
/** "Can I", "anything I": a verb or a noun that the subject belongs to. */
const WAITS_FOR_SUBJECT = list(`
  can could may do did if that than would should when what where as will am no not yo ya que q si or cant then any anything something
  anyone someone thing things time times day days one ones way`)
/** "Can't make it my car broke down": behind these a statement may be over. */
const ENDS = list(
  'it there in anymore days times those these them come coming sorry then day one please pls able go visit appointment appt apt cita today tomorrow',
)
const STARTS_BEHIND_END = list('my mi our got have hay tengo')
const LEAST_WORDS_BEFORE_SUBJECT = 2

function writtenOf(token: Token): string {
  if (token.kind === 'word') return token.text
  if (token.kind === 'number' || token.kind === 'ordinal') return String(token.value)
  return token.kind === 'time' ? `${token.hour} ${token.minute}` : '.'
}

/** "It", "Tuesday": what a statement about a visit may end with; "my Tuesday" waits for a noun. */
export function mayEndAt({ words, isTime }: Part, at: number): boolean {
  if (ENDS.has(words[at] ?? '')) return true
  const first = isTime.lastIndexOf(false, at)
  return isTime[at] === true && !/^(?:my|the|mi|la|el)$/.test(words[first] ?? '')
}

const wordAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : ''
}

function cutAt(tokens: readonly Token[], at: number, part: Part): 'joint' | 'subject' | null {
  const token = tokens[at]!
  if (['stop', 'question', 'comma', 'odd'].includes(token.kind)) return 'joint'
  const [word, next, last] = [wordAt(tokens, at), wordAt(tokens, at + 1), part.words.at(-1) ?? '']
  const isQue = /^(?:que|q)$/.test(word) && !TAKES_QUE.has(last)
  const isPor = word === 'por' && REASON_BEHIND_POR.has(next)
  const isAsked = word === 'when' && /^(?:is|can|could|do|are|would)$/.test(next)
  if ((JOINTS.has(word) && !isAsked) || isQue || isPor || (word === 'question' && next === 'mark'))
    return 'joint'
  if (part.words.length < LEAST_WORDS_BEFORE_SUBJECT) return null
  const isSubject = SUBJECTS.has(word) && !WAITS_FOR_SUBJECT.has(last)
  const isBehindEnd = STARTS_BEHIND_END.has(word) && mayEndAt(part, part.words.length - 1)
  return isSubject || isBehindEnd || startsAnew(tokens, at, last) ? 'subject' : null
}

const HAS_SUBJECT = list(
  'i we you u ya yall he she they dont do really just also will would may not to and or if when no que q a',
)
const FINITE = list('is isnt has hasnt got gets cant wont needs will esta tiene no anda')

/** "My car broke down can we move it", "reschedule my son is sick", "me salió algo no puedo ir". */
function startsAnew(tokens: readonly Token[], at: number, last: string): boolean {
  const [word, next] = [wordAt(tokens, at), wordAt(tokens, at + 1)]
  if (word === 'no')
    return /^(?:puedo|voy|podre|alcanzo|podremos|vamos)$/.test(next) && !HAS_SUBJECT.has(last)
  if (/^(?:my|mi)$/.test(word)) return FINITE.has(wordAt(tokens, at + 2))
  const asks =
    word === 'need' || word === 'gotta' || (/^(?:can|could)$/.test(word) && /^(?:i|we|you|u)$/.test(next))
  return asks && !HAS_SUBJECT.has(last) && !WAITS_FOR_SUBJECT.has(last)
}

const isCalendarWord = (word: string) =>
  [word, word.replace(/s$/, '')].some(
    (form) => MONTHS.has(form) || WEEKDAYS.has(form) || NUMBER_WORDS.has(form) || ORDINAL_WORDS.has(form),
  )
/** "I was hoping for Monday", "if you had anything", "I wanted to see": politeness, no story. */
const isPolitePast = (before: string, word: string, next: string) =>
  (word === 'was' && (before === 'there' || /^(?:hoping|wondering|looking|trying)$/.test(next))) ||
  (word === 'had' && /^(?:you|u|yall|they)$/.test(before)) ||
  (word === 'wanted' && /^(?:to|an?|any\w*|some\w*)$/.test(next))

/**
 * The parts of a text. `isTime`: for each token, whether it is part of a day, a time or a name of somebody who may be seen;
 * `names`: words of the patient's own name.
 */
export function partsOf(
  tokens: readonly Token[],
  isTime: readonly boolean[],
  names: ReadonlySet<string>,
): Part[] {
  const all = [newPart()]
  for (const [at, token] of tokens.entries()) {
    const cut = isTime[at] === true ? null : cutAt(tokens, at, all.at(-1)!)
    if (cut === 'subject') all.at(-1)!.isCutShort = true
    if (cut !== null) all.push(newPart())
    if (cut === 'joint') continue
    const part = all.at(-1)!
    const word = writtenOf(token)
    const isKnown =
      token.kind !== 'word' ||
      isTime[at] === true ||
      isCarrierWord(word) ||
      isCalendarWord(word) ||
      names.has(word)
    const before = part.words.at(-1) ?? ''
    if (!isKnown && !TITLES.has(before) && !isPolitePast(before, word, wordAt(tokens, at + 1))) {
      part.strange.push(part.words.length)
      if (isReasonWord(word)) part.reasons.push(part.words.length)
    }
    part.words.push(word)
    part.isTime.push(isTime[at] === true || token.kind === 'number')
  }
  return all.filter(({ words }) => words.length > 0)
}

/** Parts that only a new subject parts, as one: "all those are during school I can't". */
export function runsOf(parts: readonly Part[]): Part[] {
  const runs: Part[] = []
  for (const part of parts) {
    const before = runs.at(-1)
    if (before?.isCutShort === true) runs[runs.length - 1] = joined(before, part)
    else runs.push(part)
  }
  return runs.filter((run) => !parts.includes(run))
}

function joined(one: Part, other: Part): Part {
  const behind = (places: readonly number[]) => places.map((at) => at + one.words.length)
  return {
    words: [...one.words, ...other.words],
    isTime: [...one.isTime, ...other.isTime],
    strange: [...one.strange, ...behind(other.strange)],
    reasons: [...one.reasons, ...behind(other.reasons)],
    isCutShort: other.isCutShort,
  }
}
