import type { Token } from './tokens.ts'

const words = (text: string) => new Set(text.trim().split(/\s+/))

const STARTERS = words('where what whats wheres how when do does should is are can could will who')

/** What a question about the way, the bill or the preparation is made of, besides its topic. */
const PLAIN_WORDS = words(`
  where what whats wheres how when do does did is are can could will would should who i we you u my our your the a an to at in on of for there
  it and have need get go find use take takes much many long far good best please time early me any some with just also
  know let tell give send thanks thank be that this`)

/** One of these must be there; none of them can be about which time is taken. */
const TOPICS = words(`
  park parking address located location directions direction building floor entrance door suite elevator garage lot street bus train
  wheelchair accessible cost costs copay pay payment cash insurance medicare medicaid covered coverage accept bring id card form forms
  paperwork fasting fast eat drink food water wear mask medication medications meds records portal bathroom phone call number
  office clinic arrive arrival`)
const NOT_ALONE = words('phone call number office clinic')

const wordOf = (token: Token) => (token.kind === 'word' ? token.text : undefined)

/** True when these tokens are a question that leaves the choice before it as it is: "where do I park". */
function isPracticalQuestion(tokens: readonly Token[]): boolean {
  const all = tokens.filter((token) => token.kind !== 'comma').map(wordOf)
  const [first] = all
  if (first === undefined || !STARTERS.has(first)) return false
  if (!all.every((word) => word !== undefined && (PLAIN_WORDS.has(word) || TOPICS.has(word)))) return false
  const topics = all.filter((word) => TOPICS.has(word!))
  return topics.some((word) => !NOT_ALONE.has(word!)) || (topics.length > 0 && first.startsWith('wh'))
}

/** Cuts a sentence before its practical question: [what comes first, the question], or null when there is none. */
export function splitQuestion(tokens: readonly Token[]): [statement: Token[], question: Token[]] | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const word = wordOf(tokens[at]!)
    if (word === undefined || !STARTERS.has(word)) continue
    const rest = tokens.slice(at)
    if (isPracticalQuestion(rest)) return [tokens.slice(0, at), rest]
  }
  return null
}
