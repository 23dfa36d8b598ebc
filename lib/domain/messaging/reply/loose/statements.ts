import { YES_TO_A_NUMBER } from '../clauses.ts'
import type { Reference } from '../reference-tokens.ts'
import { REST_IS_BUSY } from './dangers.ts'
import type { Item } from './items.ts'
import type { Joint, Segment } from './segments.ts'
import type { ItemKind } from './vocabulary.ts'

/**
 * What a segment says. `affirms`: a sign of acceptance governs its references. `bare`: nothing but references and politeness.
 * `mentions`: its references are part of a story. `yes`: accepts without saying what. `denies`: turns down nothing that it names.
 * `blocks`: no choice can be read with it.
 */
export interface Statement {
  says: 'affirms' | 'bare' | 'refuses' | 'mentions' | 'yes' | 'quiet' | 'tells' | 'denies' | 'blocks'
  joint: Joint
  references: Reference[]
  /** Speaks of what was named before it: "that one". */
  hasPointer: boolean
  /** Words without a meaning here. */
  stories: number
  /** Says so in more than one small word: "that will be fine", not "ok". */
  isStrong: boolean
  /** Says what is not on that day: "she doesn't have school". */
  isFree: boolean
  /** "I'm off Tuesdays". */
  isDayOff: boolean
  /** "The Tuesday one", "la del viernes": one of our list, not a day of the patient's. */
  isListed: boolean
  /** Nothing but a please beside it: the answer that our text asks for. */
  isOnlyAsked: boolean
  words: string
}

const CODES: Readonly<Record<ItemKind, string>> = {
  reference: 'R',
  take: 'T',
  take_when: 'W',
  good: 'G',
  yes: 'Y',
  please: 'P',
  refuse: 'F',
  no: 'X',
  or: 'O',
  and: 'A',
  bound: 'B',
  off: 'D',
  pointer: 'I',
  link: 'L',
  plain: 'N',
  story: 'U',
  odd: 'Z',
}

const IS = /^(?:is|are|be|es|seria|sea|was)$/
/** "Is" joins an option to what is said of it, not to what takes it. */
const codeOf = ({ kind, text }: Item) => (kind === 'plain' && IS.test(text) ? 'V' : CODES[kind])
const codesOf = (items: readonly Item[]) => items.map(codeOf).join('')

/** Longer stories around a choice are a person's to read. */
const MOST_STORIES_BESIDE = 4

const isBareNumber = (item: Item) =>
  item.references.length === 1 && item.references[0]!.kind === 'number' && !item.references[0]!.isMarked

const BEFORE_A_NUMBER = /^(?:the|la|el|option|number|opcion|numero|la de)$/
/** "Thank you 2", "love you 2": too. */
const BEFORE_TOO =
  /\b(?:mrs?|ms|copy|noted|heard|roger|understood|gotcha|that|thank|thanks|thankyou|ty|tysm|thx|you|u|good|great|me|love|us|well|day|bless|worries|problem|an?)\b/
const AFTER_A_NUMBER =
  /^(?:sharp|on the dot|en punto|exactly|for|with|w|on|at|por|para|then|it|is|would|will|se|me|para mi|for me|slot|option|spot|time)$/

/** "2 girls", "2 much". */
const COUNTED =
  /^(?:much|very|more|all|man|dude|girl|boss|miss|friends?|hij[oa]|herman[oa]|nen[ea]|amig[oa]|vecina|her|him|them|you|u|us|a|an|they|she|he)$/

/** "Until 2" is a time, whatever it belongs to. */
const isBound = (items: readonly Item[], at: number) => /B[LN]*$/.test(codesOf(items.slice(0, at)))

/** "K 1 works"; "ok 2" may be "ok too". */
const OKAY = /^(?:k|ok|okay)$/
const SMILE = /^[\u{1f600}-\u{1f60e}\u{1f917}\u{1f970}\u{1faf6}]$/u

/** "Too", as some write it. */
const isTwo = ({ references }: Item) =>
  references.some(({ kind, ...more }) => kind === 'number' && 'value' in more && more.value === 2)

/** A bare number is an option's only where it stands as one: not "2 kids", not "room 2", not "sounds good 2". */
function isNumberOfOption(items: readonly Item[], at: number): boolean {
  if (isBound(items, at)) return true
  const [before, after] = [items[at - 1], items[at + 1]]
  const isBeforeSure =
    before === undefined ||
    /[PRAF]/.test(CODES[before.kind]) ||
    (before.kind === 'take' && !/\bneed$/.test(before.text) && (!/ it$/.test(before.text) || at === 1)) ||
    (before.kind === 'yes' &&
      (YES_TO_A_NUMBER.test(before.text) ||
        (OKAY.test(before.text) &&
          (after?.kind === 'good' || (after === undefined && !isTwo(items[at]!)))))) ||
    (before.kind === 'link' && BEFORE_A_NUMBER.test(before.text)) ||
    (before.kind === 'plain' && !BEFORE_TOO.test(before.text))
  const isAfterSure =
    after === undefined ||
    /[GPYARFX]/.test(CODES[after.kind]) ||
    (after.kind === 'link' && AFTER_A_NUMBER.test(after.text)) ||
    (after.kind === 'plain' &&
      !COUNTED.test(after.text) &&
      (/[a-z]/.test(after.text) || SMILE.test(after.text)))
  return isBeforeSure && isAfterSure
}

/** "I'll take Friday", with nothing unknown right behind the option: "I'll take Friday lunch". */
const TAKES = /^[^U]*T[LNYPI]*R(?![UV])/
/** "I go Friday to Mexico" takes nothing: no unknown word at all. */
const COMES = /^[^U]*W[LNYPI]*R[^U]*$/
/** "Friday at 9 works", with nothing unknown right before it: "my birthday Friday is good". */
const IS_GOOD = /^[^U]*R[LNVRYPAI]*G(?!U)/
/** The same behind a story, where an article shows that another sentence begins: "talked to my mom the Friday one is good". */
const IS_GOOD_BEHIND = /^[^R]*U[^R]*L[NL]*R[LNVRYPAI]*G(?!U)/
/** "Friday please for my checkup": right beside it. */
const PLEASE = /^[^U]*(?:R[LNV]*P|P[LN]*R(?![UV]))/
/** "Friday please", "yes, the 2:30": only without unknown words. */
const SOFTLY = /[YP]/

const LIKES = /^(?:i like|we like|me gusta)$/

function affirms(items: readonly Item[], codes: string): boolean {
  const hasNumber = items.some(isBareNumber)
  // "Dr. Patel is the best", "Patel is good people": praise.
  const isPraise = items.every(({ references }) => references.every(({ kind }) => kind === 'provider'))
  if (isPraise && (/U/.test(codes) || /V?G/.test(codes)) && !/[TW]/.test(codes)) return false
  if (isPraise && items.some(({ text }) => LIKES.test(text))) return false
  const isTaken =
    [TAKES, IS_GOOD, PLEASE, IS_GOOD_BEHIND].some((pattern) => pattern.test(codes)) ||
    (!hasNumber && COMES.test(codes))
  if (isTaken) return count(codes, 'U') <= MOST_STORIES_BESIDE
  return SOFTLY.test(codes) && !/[UGTW]/.test(codes)
}

const NEARLY = /R[LNVRYPAI]*G|T[LNYPI]*R/

const count = (codes: string, code: string) => codes.split(code).length - 1

const PURPOSE = /^(?:for|para|pa|on|to)(?: (?:the|el|la|los|las))?$/

/** "Friday is perfect for a party": accepted for something that we do not know. */
function hasOtherPurpose(items: readonly Item[], codes: string): boolean {
  const at = items.findIndex(({ kind, text }, index) => {
    const isBehind = items.slice(0, index).some((item) => item.kind === 'reference')
    return kind === 'link' && PURPOSE.test(text) && isBehind && /^L[NL]*U/.test(codes.slice(index))
  })
  return at !== -1
}

/** "Dr. Lee works Tuesday": on which day somebody is there. */
function isWorkOfProvider(items: readonly Item[]): boolean {
  const at = items.findIndex(({ text }) => text === 'works')
  const before = items.slice(0, Math.max(at, 0)).flatMap(({ references }) => references)
  const isBehind = items.slice(at + 1).some(({ kind }) => kind === 'reference')
  return before.length > 0 && isBehind && before.every(({ kind }) => kind === 'provider')
}

/** "Was gonna say 1": a thought that is over. */
const isPastThought = (items: readonly Item[]) =>
  items.some(({ text }, at) => text === 'was' && items[at + 1]?.kind === 'take')

/** What keeps people busy: without it that day is free. */
const BUSY_WITH =
  /^(?:class|classes|work|school|practice|court|therapy|dialysis|chemo|shift|shifts|clase|clases|trabajo|escuela|cole|colegio|turno)$/
const NOT_HAVING = /^(?:dont|doesnt|do not|does not|no)$/
/** "I dont got class Fridays", "she doesn't have practice that day". */
function isFreeThen(items: readonly Item[]): boolean {
  const at = items.findIndex(({ text }) => NOT_HAVING.test(text))
  const next = items.slice(at + 1, at + 3)
  return at !== -1 && next.some(({ text }) => BUSY_WITH.test(text))
}

/** "Thanks for Friday". */
const THANKS_FOR = /\b(?:thank\w*|thx|ty|gracias)(?: (?:you|u|so much|again))* (?:for|por)\b/
/** "Friday is a chill day at home": good for something else. */
const IS_A_DAY = /\b(?:day|time|hour|dia|hora)$/
function isGoodForOther(items: readonly Item[], codes: string): boolean {
  const at = codes.search(/G[LN]*L[LN]*U/)
  return at !== -1 && IS_A_DAY.test(items[at + 1]?.text ?? '')
}

/** "Not 1 not 2 unfortunately". */
const REGRETS = /^(?:unfortunately|lamentablemente)$/

/** What a segment with references says of them. */
function sayOfReferences(items: readonly Item[], codes: string, joint: Joint): Statement['says'] {
  // A reason names times of its own: "because I'm off at 1"; so does what is granted: "even though Dr. Lee is late".
  if (joint === 'because' || joint === 'though')
    return items.some((item, at) => isBareNumber(item) && !isBound(items, at)) ? 'blocks' : 'mentions'

  if (items.some((item, at) => isBareNumber(item) && !isNumberOfOption(items, at))) return 'blocks'
  if (THANKS_FOR.test(items.map(({ text }) => text).join(' '))) return 'mentions'
  if (isPastThought(items) || isFreeThen(items)) return 'mentions'
  if (/F/.test(codes)) {
    const isMixed =
      /[TWYX]/.test(codesOf(items.filter(({ text }) => !REGRETS.test(text)))) ||
      (/G/.test(codes) && !/F[LN]*G/.test(codes))
    const lists = codesOf(items.filter(({ text }) => !/^(?:ni|nor)$/.test(text)))
    const isList = /^[LNA]*(?:F[LN]*R[LNAX]*){2,}$/.test(codes)
    return isMixed || (!isList && /R.*F.*R/.test(lists)) ? 'blocks' : 'refuses'
  }
  // "No Tuesday no Wednesday", "la 1 no".
  if (/^[LNA]*(?:X[LN]*R[LNA]*){2,}$/.test(codes) || /^[LNA]*R[LN]*X$/.test(codes)) return 'refuses'
  if (/X/.test(codes)) return /U/.test(codes) ? 'mentions' : 'blocks'
  if (
    isGoodForOther(items, codes) ||
    hasOtherPurpose(items, codes) ||
    /G[LN]*T$/.test(codes) ||
    isWorkOfProvider(items)
  )
    return 'blocks'
  const isAffirmed = affirms(items, codes)
  if (/[OB]/.test(codes)) return isAffirmed || !/U/.test(codes) ? 'blocks' : 'mentions'
  if (/D/.test(codes)) return 'mentions'
  if (isAffirmed) return 'affirms'
  // Accepted, but with words between or behind that may say otherwise: "Friday works better than Wednesday".
  if (NEARLY.test(codes)) return 'blocks'
  return /^[RLNVAI]*$/.test(codes) ? 'bare' : 'mentions'
}

/** A word near a no: "dotn book it". */
const MAY_DENY = /^(?:n|do|dn|ca|wo|wn|sto|un|mis|if|may|re)/
const SOMEBODY =
  /^(?:mom|mum|mama|dad|papa|mother|father|wife|husband|son|daughter|sister|brother|kids?|friends?|boss|nurse|they|who|forget|amiga|hijo|hija|esposo|esposa)$/
/** "Yurr lock it in": one word that nobody knows before an outright yes colours it. */
const isExclaimed = (items: readonly Item[], codes: string) =>
  /^U[NLP]*Y[YNLPI]*$/.test(codes) &&
  !MAY_DENY.test(items[0]!.text) &&
  !SOMEBODY.test(items[0]!.text) &&
  items.some(({ kind, text }) => kind === 'yes' && ACCEPTS_OUTRIGHT.test(text))

const OF_OTHERS = /^(?:you|u|he|she|they)$/
const OF_PEOPLE = /^(?:i|im|we|you|u|he|she|they|all|here)$/

function sayOfNothing(items: readonly Item[], codes: string): Statement['says'] {
  if (/O/.test(codes) && !/U/.test(codes)) return 'blocks'
  if (/[FX]/.test(codes)) return 'denies'
  if (isExclaimed(items, codes)) return 'yes'
  if (/U/.test(codes)) return 'tells'
  // "I'm good", "all good here": about the patient.
  if (/G/.test(codes) && !/[YTWI]/.test(codes) && items.some(({ text }) => OF_PEOPLE.test(text)))
    return 'blocks'
  // "You are confirmed".
  if (
    items.some(({ text }) => OF_OTHERS.test(text)) &&
    !/[TWI]/.test(codes) &&
    !/U/.test(codes) &&
    /[YG]/.test(codes)
  )
    return 'blocks'
  const isAccepted = /[YG]/.test(codes) || /[TW].*I/.test(codes)
  if (isAccepted) return 'yes'
  return /T/.test(codes) ? 'blocks' : 'quiet'
}

/** A reason may leave anything open: "because I wanna get it over with". */
function sayBeside(items: readonly Item[], codes: string, joint: Joint): Statement['says'] {
  const says = sayOfNothing(items, codes)
  return says === 'blocks' && joint === 'because' ? 'tells' : says
}

const IS_FREE = /^(?:doesnt|dont|does not|do not)$/

/** "Book it", "let's do it": accepts by more than a nod. */
const ACCEPTS_OUTRIGHT =
  /^(?:(?:please |kindly )?(?:book|reserve|schedule)|lock|agreed|approved|count me|count us|lets do|lets go|ill take|i will take|sign me|put me|im in|apunt|anot|agend|reserv|apart|confirmo|accepted|acepto|id be|i would be|ahi |alli |alla |aqui |(?:i|we|she|he|they) (?:can|will|could) )/

const HOLIDAY =
  /^(?:thanksgiving|turkey|christmas|xmas|easter|halloween|holidays?|new|years?|hanukkah|navidad|navidades|pascua|semana|month|week|mes|puente)$/

/** "Friday at 9 before work": behind a day with its hour, what comes after it is no edge of a time. */
function withoutEdge(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex(
    ({ kind, text }) => kind === 'bound' && /^(?:before|antes(?: del?)?)$/.test(text),
  )
  const before = items.slice(0, Math.max(at, 0)).flatMap(({ references }) => references)
  const hasDay = before.some(({ kind }) => kind === 'weekday' || kind === 'date')
  const hasHour = before.some(({ kind }) => kind === 'clock' || kind === 'number')
  const rest = items.slice(at + 1)
  const isEvent =
    rest.some(({ kind }) => kind === 'story') &&
    !rest.some(({ text }) => HOLIDAY.test(text)) &&
    /^[UNLV]+$/.test(codesOf(rest))
  return at !== -1 && hasDay && hasHour && isEvent ? items.slice(0, at) : items
}

const LISTED_ES = /^(?:la|el) del?$/
const isListedIn = (items: readonly Item[]) => {
  const at = items.findIndex(({ kind }) => kind === 'reference')
  const [before, after] = [items[at - 1], items[at + 1]]
  const isEnglish = before?.text === 'the' && /^(?:one|slot|appointment|appt|spot)$/.test(after?.text ?? '')
  return at !== -1 && (isEnglish || LISTED_ES.test(before?.text ?? ''))
}

/** Says nothing of the choice. */
const QUIET: Omit<Statement, 'joint' | 'words'> = {
  says: 'quiet',
  references: [],
  hasPointer: false,
  stories: 0,
  isStrong: false,
  isFree: false,
  isDayOff: false,
  isListed: false,
  isOnlyAsked: false,
}

function stateOf({ joint, items: all }: Segment): Statement {
  const items = withoutEdge(all)
  const codes = codesOf(items)
  const references = items.flatMap((item) => item.references)
  const words = items.map(({ text }) => text).join(' ')
  const isRestBusy = REST_IS_BUSY.test(words)
  if (references.length === 0 && isRestBusy) return { ...QUIET, joint, words }
  const says = /Z/.test(codes)
    ? 'blocks'
    : references.length > 0
      ? sayOfReferences(items, codes, joint)
      : sayBeside(items, codes, joint)
  return {
    says,
    joint,
    references,
    hasPointer: /I/.test(codes) || (joint === 'so' && items.some(pointsBack)),
    isListed: isListedIn(items),
    isOnlyAsked: /^[NLP]*R[NLP]*$/.test(codes),
    words,
    stories: count(codes, 'U'),
    isStrong:
      (references.length > 0 ? /[GTY]/ : /G|[TW].*I/).test(codes) ||
      isThatTime(items) ||
      PERFECT.test(words) ||
      items.some(({ kind, text }) => kind === 'yes' && ACCEPTS_OUTRIGHT.test(text)),
    isDayOff: /^[^FX]*D[^FX]*$/.test(codes),
    isFree: /U/.test(codes) && items.every(({ kind, text }) => kind !== 'refuse' || IS_FREE.test(text)),
  }
}

const NODS = /^(?:ok|okay|k|yes|yeah|si|ya|sure)$/
/** "Está bien a esa hora": more than a nod. */
const isThatTime = (items: readonly Item[]) =>
  items.some(({ kind, text }) => kind === 'yes' && !NODS.test(text)) &&
  items.some(({ kind, text }) => kind === 'pointer' && !/^(?:then|it)$/.test(text))

/** "Yes that is perfect". */
const PERFECT =
  /^(?:yes|yeah|yep|yup|sure|ok|okay|si) (?:please )?(?:thats|that is) (?:just )?(?:perfect|great|fine|good|ideal|wonderful)$/

/** "So let's do that". */
const pointsBack = ({ kind, text }: Item) => kind === 'yes' && / (?:that|it)$/.test(text)

/** "Can't do 1 I'll take 2": the acceptance behind a refusal begins a statement of its own. */
function splitAtTake(segment: Segment): Segment[] {
  const codes = codesOf(segment.items)
  const found = /^[^TW]*(?:F[^TW]*R|R[^TW]*F)[^TW]*(?=[TW])/.exec(codes)
  if (found === null) return [segment]
  const at = found[0].length
  return [
    { joint: segment.joint, items: segment.items.slice(0, at) },
    { joint: 'sentence', items: segment.items.slice(at) },
  ]
}

/** What each segment says, in the order of the text. */
export const readStatements = (segments: readonly Segment[]): Statement[] =>
  segments.flatMap(splitAtTake).map(stateOf)
