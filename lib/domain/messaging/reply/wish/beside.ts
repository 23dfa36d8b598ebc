import type { Token } from '../tokens.ts'

/**
 * A wish beside its reason: "Could we look at January? I'm in Florida till New Years". The parts of the text that say which times are
 * wanted are read by themselves; every other part must tell why, and nothing else.
 */

const JOINTS = new Set(
  'but so because cause cuz coz bc since pero porque porq pq xq que q entonces and y'.split(' '),
)
const isPause = ({ kind }: Token) => kind === 'stop' || kind === 'question' || kind === 'comma'
const isJoint = (token: Token) => token.kind === 'word' && JOINTS.has(token.text)

interface Stretch {
  tokens: Token[]
  isQuestion: boolean
}

function stretchesOf(tokens: readonly Token[]): Stretch[] {
  const stretches: Stretch[] = [{ tokens: [], isQuestion: false }]
  for (const token of tokens) {
    if (token.kind === 'question') stretches.at(-1)!.isQuestion = true
    if (isPause(token) || isJoint(token)) stretches.push({ tokens: [], isQuestion: false })
    else stretches.at(-1)!.tokens.push(token)
  }
  return stretches.filter((stretch) => stretch.tokens.length > 0)
}

const TELLS_WHY =
  /^(?:(?:no|nope|sorry|oh|ay|es|well|unfortunately|hi|hola) )*(?:i|im|ive|ill be|we|were|my|he|she|hes|shes|they|its|thats|those are|dialysis|yo|mi|tengo|trabajo|salgo|entro|ando|estoy|descanso|a es[ae] (?:hora|dia)|es[ae] dia|esos|(?:mon|tue|wed|thu|fri|sat|sun)\w* (?:i|im|is|my|he|she|they))\b/
/** What may accept one of the offered times, ask for something or leave it open. */
const SAYS_MORE =
  /\b(?:yes|yep|ok|okay|works?(?! (?:until|till|til|from|days|nights))|fine|good|great|perfect|take|book|like|love|can(?! only)|could|would|will|want|need|prefer|call|text|tell|ask|maybe|might|if|think|guess|unless|hope|number|option|one|first|second|third|si|puedo|quiero|bien|perfecto|tal|creo|free|off|available|libre)\b/
const UNITS =
  /^(?:weeks?|wks?|days?|months?|hours?|hrs?|minutes?|years?|kids|pm|am|semanas?|dias|meses|horas)$/

function textOf(tokens: readonly Token[]): string | null {
  const words: string[] = []
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1]
    const isCounted = next?.kind === 'word' && UNITS.test(next.text)
    const isBehindBound =
      words.length > 0 && /^(?:till|until|til|at|hasta|las|after|before)$/.test(words.at(-1)!)
    if (token.kind === 'number' && !isCounted && !isBehindBound) return null
    words.push(token.kind === 'word' ? token.text : '.')
  }
  return words.join(' ')
}

const LEAST_WORDS = 2

const tellsWhy = ({ tokens, isQuestion }: Stretch): boolean => {
  const text = textOf(tokens)
  return (
    !isQuestion &&
    tokens.length >= LEAST_WORDS &&
    text !== null &&
    TELLS_WHY.test(text) &&
    !SAYS_MORE.test(text)
  )
}

/** The tokens of the wish alone, or null where another part is no mere reason. `isRead`: whether a part can be read as a wish. */
export function wishBesideReasons(
  tokens: readonly Token[],
  isRead: (part: readonly Token[]) => boolean,
): { tokens: Token[]; isQuestion: boolean } | null {
  const stretches = stretchesOf(tokens)
  const wished = stretches.filter((stretch) => isRead(stretch.tokens))
  const others = stretches.filter((stretch) => !wished.includes(stretch))
  if (wished.length === 0 || others.length === 0 || !others.every(tellsWhy)) return null
  return {
    tokens: wished.flatMap((stretch) => [...stretch.tokens, { kind: 'comma' as const }]),
    isQuestion: wished.some(({ isQuestion }) => isQuestion),
  }
}
