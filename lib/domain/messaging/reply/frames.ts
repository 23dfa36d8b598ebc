import { ORDINAL_WORDS } from './calendar-words.ts'
import { NOUNS, POSITIONS, TITLES } from './reference-words.ts'
import type { Token } from './tokens.ts'

/**
 * What people put around an answer and what says nothing about it: whom they speak to, blessings, their name below, "of the three",
 * "that you sent". It becomes a pause, so that no reader has to know the words.
 */

const list = (text: string) => text.trim().split(/\s+/)
const PAUSE: Token = { kind: 'comma' }

/** Whom the clinic's clerk is addressed as. */
const ADDRESS = new Set(
  list(`mija mijo mijita mami mamita papi jefa jefe joven chef chief reina corazon linda guapa guapo carino comadre compadre
  senorita senora senor seno muchacha doc dear hon honey hun sweetie sweetheart darling luv bro bruh dude sis fam bestie
  ladies folks team friend buddy mate sir maam madam chica chicas tia tio maja majo cari compa vato guey wey hermosa preciosa`),
)
/** Words of their own as well: only where the text pauses behind them. */
const ADDRESS_AT_A_PAUSE = new Set(list('miss mister man girl sugar love babes guys'))
/** "Mi vida", "my dear": of the words above and others only behind "my". */
const BEHIND_MY = new Set(
  list(`amor amorcito reina rey vida cielo corazon linda lindo nina alma tesoro carino bella preciosa gente querida estimada
  dear love friend darling angel queen`),
)
/** Behind these, one speaks of somebody and not to them. */
const SPEAKS_OF = new Set(
  list(`my mi mis the a an el la un una los las su sus tu her his our your with con for para of de del to and y e that this esa ese
  old little new same is es`),
)

const BLESSING = new RegExp(
  `^(?:${[
    '(?:que |q )?dios (?:me |te |le |les |nos |los |la |lo |las |se )*(?:bendiga|cuide|guarde|acompane|pague)n?(?: mucho| siempre| a todos)*',
    'si dios (?:quiere|(?:me |nos )?lo permite)',
    'con (?:el favor|la ayuda|la bendicion|el permiso) de dios',
    '(?:primero )?dios mediante',
    'primero dios',
    'gracias a dios',
    'amen',
    'bendicion(?:es)?(?: (?:para|a) (?:todos|todas|ustedes))?(?: por alla)?',
    'god bless(?: (?:you|u|yall|us))?(?: all)?(?: and (?:\\w+ ){0,2}(?:staff|family|team|everyone|everybody))?(?! (?:dr|doctor|dra|doctora|doc)\\b)',
    '(?:god|lord) willing',
    'thank (?:god|the lord)(?! (?:its|it|for)\\b)',
    '(?:with )?(?:kind|best|warm|warmest|kindest) (?:regards|wishes)',
    'saludos cordiales',
    '(?:very )?(?:sincerely|respectfully|cordially)(?: yours)?',
    'yours(?: truly| sincerely)?',
    'thanking you',
    'dear (?:office|clinic|staff|doctor|team|scheduler|reception|receptionist|all|friends|sir or madam)',
    'thank you kindly',
    'estimad[oa]s? (?:senor(?:es|as?|ita)?|doctora?|dra?|clinica|equipo|todos)',
    '(?:muy )?(?:atentamente|cordialmente|respetuosamente)',
    'on (?:reflection|second thoughts?)',
    '(?:per|re|regarding) your (?:message|text|note|reminder|list)',
  ].join('|')})(?= |$)`,
)

/** "Thank you for getting me in so quick". */
const THANKS_FOR =
  /^(?:thanks|thank (?:you|u)|ty|gracias|thx)(?: (?:so|very) much| again| a lot)? (?:for|por) (?!(?:the|el|la|los|las) (?:\d|[a-z]+(?:day|es)\b)|\d)(?:(?!(?:but|if|pero|and|so that|or)\b)[a-z]+ ){0,6}(?!today|tomorrow|monday|tuesday|wednesday|thursday|friday|nothing|nada|lunes|martes|miercoles|jueves|viernes)[a-z]+(?= [-,]|$)/

const THREE =
  '(?:those|these|them|(?:the|these|those) (?:three|two|3|2)?(?: ?(?:dates?|times?|options?|slots?|ones|days|choices))?|esas|esos|estas|estos|las (?:tres|opciones)|los tres)'
/** "The latest of the three", behind a position or an ordinal. */
const OF_THEM = new RegExp(`^(?:of|de) ${THREE}(?= |$)`)
const SENT = '(?:sent|offered|gave|listed|put|pusieron|puso|mand[oa]\\w*|dieron|dio|ofrec\\w+|envi\\w+)'
/** "That you sent", "que usted puso". */
const YOU_SENT = new RegExp(
  `^(?:(?:that |which )?(?:you|u|yall) ${SENT}(?: me)?|(?:que|q) (?:me |nos )?(?:usted |ustedes |uste |ute |ud |uds )?${SENT})(?= [-,]|$)`,
)
/** Says why it is written so: "my hands aren't good". */
const OF_WRITING =
  /^my (?:hands?|fingers?|thumbs?|eyes?|english|spelling|typing|keyboard|glasses) (?:are|is|arent|isnt|dont|doesnt|not|r) (?:(?:so|very|too|that|not|no|real) )?(?:good|great|bad|steady|work|working|shaky|shaking|fat|big|cold|tired|here)(?= [-,]|$)/

const wordsFrom = (tokens: readonly Token[], at: number, most: number): string =>
  tokens
    .slice(at, at + most)
    .map((token) =>
      token.kind === 'word' ? token.text : token.kind === 'number' ? String(token.value) : ',',
    )
    .join(' ')

const wordAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : ''
}
const isPause = (token: Token | undefined) =>
  token === undefined || token.kind === 'comma' || token.kind === 'stop' || token.kind === 'question'

const MOST_WORDS = 12
const count = (found: string) => found.trim().split(' ').length

/** How many tokens from here on only address somebody. */
function addressLength(tokens: readonly Token[], at: number): number {
  const [word, before, next] = [wordAt(tokens, at), wordAt(tokens, at - 1), wordAt(tokens, at + 1)]
  if (word === 'mi' || word === 'my') {
    // "Para mi reina" and "my love handles" are of somebody or something.
    const isSpokenTo = BEHIND_MY.has(next) && !SPEAKS_OF.has(before)
    const isStory = /^(?:es|is|esta|no|handles|life)$/.test(wordAt(tokens, at + 2))
    return isSpokenTo && !isStory ? 2 : 0
  }
  const isAddress = ADDRESS.has(word) || (ADDRESS_AT_A_PAUSE.has(word) && isPause(tokens[at + 1]))
  if (!isAddress || SPEAKS_OF.has(before) || TITLES.has(before)) return 0
  return SPOKEN_OF.test(next) ? 0 : 1
}

/** "Friend said", "chef is out": speaks of somebody. */
const SPOKEN_OF =
  /^(?:is|es|de|del|of|who|que|said|says|told|tells|dice|dijo|wants|quiere|can|cant|puede|needs|has|have|had|and|y|will|was)$/

const isPlaced = (word: string) => POSITIONS.has(word as 'last') || ORDINAL_WORDS.has(word) || word === 'best'

/** "Of those" behind "the soonest": its noun is given back, so that it points as "the soonest one" does. */
function ofThem(tokens: readonly Token[], at: number): { length: number; noun: Token[] } | null {
  const found = OF_THEM.exec(wordsFrom(tokens, at, MOST_WORDS))
  if (found === null) return null
  const before = wordAt(tokens, at - 1)
  const isNoun = NOUNS.has(before) && isPlaced(wordAt(tokens, at - 2))
  if (!isNoun && !isPlaced(before) && at > 0) return null
  const pointsByItself = isPlaced(before) && before !== 'best'
  return { length: count(found[0]), noun: pointsByItself ? [{ kind: 'word', text: 'one' }] : [] }
}

const OPENS_A_NAME = new Set(list('mr mrs ms sr sra senora'))

/** How many tokens from here on are the patient's name below the text: "M. Gonzalez", "Maria G.", "MG". */
function signatureLength(tokens: readonly Token[], at: number, patient: ReadonlySet<string>): number {
  if (at === 0 || !isPause(tokens[at - 1])) return 0
  const initials = new Set([...patient].map((name) => name[0]!))
  const isInitials = (word: string) => word.length <= 2 && [...word].every((letter) => initials.has(letter))
  let [next, signed] = [at, 0]
  for (; next < tokens.length; next += 1) {
    const word = wordAt(tokens, next)
    if (word !== '' && (isInitials(word) || patient.has(word))) signed += 1
    else if (!OPENS_A_NAME.has(word) && !(tokens[next]!.kind === 'stop' && signed > 0)) break
  }
  return signed > 0 && (next === tokens.length || isPause(tokens[next - 1]) || signed > 1) ? next - at : 0
}

/** The tokens of a text without what only frames its answer. `patient`: the words of the patient's names. */
export function withoutFrames(tokens: readonly Token[], patient: ReadonlySet<string>): Token[] {
  const left: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const words = wordsFrom(tokens, at, MOST_WORDS)
    const them = ofThem(tokens, at)
    const before = tokens[at - 1]
    const isBehindOption = before !== undefined && !isPause(before) && wordAt(tokens, at - 1) !== 'time'
    const found =
      BLESSING.exec(words) ??
      THANKS_FOR.exec(words) ??
      (isBehindOption ? YOU_SENT.exec(words) : null) ??
      (at > 0 ? OF_WRITING.exec(words) : null)
    const length = Math.max(
      found === null ? 0 : count(found[0]),
      them?.length ?? 0,
      addressLength(tokens, at),
      signatureLength(tokens, at, patient),
    )
    at += Math.max(length, 1)
    if (length === 0) left.push(tokens[at - 1]!)
    else left.push(...(them?.noun ?? [PAUSE]))
    // "Friday and God bless".
    const joined = left.at(-2)
    const isAnd = joined?.kind === 'word' && /^(?:and|y|n)$/.test(joined.text)
    if (length > 0 && isAnd && isPause(tokens[at])) left.splice(-2, 1)
  }
  return left
}
