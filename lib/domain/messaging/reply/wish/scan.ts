import type { Token } from '../tokens.ts'
import type { Constraint, Span } from './constraint.ts'
import { type WishRole, wishPhrase } from './phrases.ts'
import { readRange } from './ranges.ts'
import { clockRange, hourOf, readSpan, type WishWords } from './spans.ts'
import { phraseLength, wordAt } from './token-words.ts'

/** A span with what the words around it make of it. `group`: which statement of the text it belongs to. */
export interface SaidSpan {
  constraints: Constraint[]
  isWanted: boolean
  isPlural: boolean
  group: number
  /** Stands behind "or" and another kind of word: only "Tuesday morning or Thursday afternoon" is sure. */
  isPaired?: boolean
}

export interface Scan {
  spans: SaidSpan[]
  /** Times are asked for, not just named. */
  isRequest: boolean
  /** Says of a time only that it is good or possible. */
  likes: boolean
  /** Says that times are wanted: "I need", "would be perfect". */
  wants: boolean
  /** Says yes to a time. */
  accepts: boolean
  /** Other times than the offered ones, in so many words. */
  saysOther: boolean
  saysNone: boolean
}

const MOST_HOURS = 12
const HOUR_MINUTES = 60

const DAY_OR_PART: ReadonlySet<string | undefined> = new Set(['weekdays', 'dates', 'parts'])
const isDayOrPart = (...types: (Constraint['type'] | undefined)[]) =>
  types.every((type) => DAY_OR_PART.has(type))

class Scanner {
  readonly scan: Scan = {
    spans: [],
    isRequest: false,
    likes: false,
    wants: false,
    accepts: false,
    saysOther: false,
    saysNone: false,
  }
  #group = 0
  #isWanted = true
  /** Spans from here on may still be turned by a word that follows them. */
  #turnableFrom = 0
  /** An "or" stands before the next span: both must be of one kind. */
  #afterOr = false
  /** The same, but only since the last comma. */
  #sinceComma = 0
  readonly #tokens: readonly Token[]
  readonly #words: WishWords
  readonly #patient: ReadonlySet<string>

  constructor(tokens: readonly Token[], words: WishWords, patient: ReadonlySet<string>) {
    this.#tokens = tokens
    this.#words = words
    this.#patient = patient
  }

  #newStatement() {
    this.#group += 1
    this.#isWanted = true
    this.#turnableFrom = this.scan.spans.length
    this.#sinceComma = this.scan.spans.length
  }

  #turn(from: number, isWanted: boolean): boolean {
    const turned = this.scan.spans.slice(from)
    for (const span of turned) span.isWanted = isWanted
    this.#turnableFrom = this.scan.spans.length
    this.#isWanted = true
    return turned.length > 0
  }

  #takeSpan({ constraints, isPlural }: Span): boolean {
    const before = this.scan.spans.at(-1)?.constraints.at(-1)?.type
    const isOther = this.#afterOr && before !== undefined && before !== constraints[0]?.type
    if (isOther && !isDayOrPart(before, constraints[0]?.type)) return false
    this.#afterOr = false
    const shifts = constraints.some((each) => each.type === 'shift' || each.type === 'other_provider')
    if (shifts) this.scan.isRequest = true
    this.scan.spans.push({
      constraints,
      isWanted: this.#isWanted,
      isPlural: isPlural === true,
      group: this.#group,
      ...(isOther ? { isPaired: true } : {}),
    })
    return true
  }

  /** What the phrase is here: "no" before a comma turns down, before a day refuses it, after one takes it back. */
  #take(roles: ReadonlySet<WishRole>, isLast: boolean): boolean {
    const hasTurnable = this.scan.spans.length > this.#turnableFrom
    if (roles.has('can') || (roles.has('good') && hasTurnable)) this.scan.likes = true
    if (roles.has('lead') && !roles.has('can')) this.scan.wants = true
    if (roles.has('agrees') || (roles.has('fine') && hasTurnable)) this.scan.accepts = true
    if (roles.has('none')) this.scan.saysNone = true
    else if (roles.has('bad') && hasTurnable) return this.#turn(this.#turnableFrom, false)
    else if (roles.has('good') && hasTurnable) return this.#turn(this.#sinceComma, true)
    else if (roles.has('not') && isLast) this.scan.saysNone = true
    else if (roles.has('not')) this.#isWanted = false
    else if (roles.has('but')) this.#newStatement()
    else if (roles.has('or')) this.#afterOr = true
    else if (roles.has('other')) this.scan.saysOther = true
    else if (roles.has('fine') && hasTurnable) return true
    else if (roles.has('lead') || roles.has('ask')) {
      if (roles.has('ask')) this.scan.isRequest = true
      this.#isWanted = true
    } else return roles.has('filler') || roles.has('and')
    return true
  }

  #step(at: number): number | null {
    const token = this.#tokens[at]!
    if (token.kind === 'question' || token.kind === 'stop') {
      this.#newStatement()
      return 1
    }
    if (token.kind === 'comma') {
      this.#sinceComma = this.scan.spans.length
      return 1
    }
    if (token.kind === 'joiner') return 1
    const known = this.#takeHour(at) ?? this.#asNumbered(at)
    if (known !== null) return known
    const phrase = wishPhrase(this.#tokens, at)
    const range = readRange(this.#tokens, at, this.#words)
    const plain = readSpan(this.#tokens, at, this.#words)
    const span = (range?.length ?? 0) >= (plain?.length ?? 0) ? range : plain
    if (span !== null && span.length >= (phrase?.length ?? 0)) {
      return this.#takeSpan(span) ? span.length : null
    }
    if (phrase === null) return this.#isSignature(token) ? 1 : null
    const next = this.#tokens[at + phrase.length]
    const isLast = next === undefined || next.kind === 'comma' || next.kind === 'stop'
    return this.#take(phrase.roles, isLast) ? phrase.length : null
  }

  /** "Noon or 1", "3 or 4": an hour behind an hour, together one stretch. */
  #takeHour(at: number): number | null {
    const token = this.#tokens[at]!
    const before = this.scan.spans.at(-1)?.constraints.at(-1)
    const isHour = token.kind === 'number' && token.value >= 1 && token.value <= MOST_HOURS
    if (!isHour || !this.#afterOr || before?.type !== 'clock' || before.until === undefined) return null
    const { until } = clockRange(hourOf({ hour: token.value }) * HOUR_MINUTES, false) as { until: string }
    if (until <= before.until) return null
    before.until = until
    this.#afterOr = false
    return 1
  }

  /** "Same thing as #3 but": what is to stay, of one of our list. */
  #asNumbered(at: number): number | null {
    const lead = phraseLength(this.#tokens, at, ['same thing as', 'same as', 'the same as', 'like'])
    const hash =
      this.#tokens[at + lead]?.kind === 'hash' ||
      /^(?:number|option)$/.test(wordAt(this.#tokens, at + lead) ?? '')
        ? 1
        : 0
    const number = this.#tokens[at + lead + hash]
    return lead > 0 && hash > 0 && number?.kind === 'number' ? lead + hash + 1 : null
  }

  #isSignature = (token: Token) => token.kind === 'word' && this.#patient.has(token.text)

  read(): Scan | null {
    for (let at = 0; at < this.#tokens.length; ) {
      const length = this.#step(at)
      if (length === null) return null
      at += length
    }
    return this.scan
  }
}

/** Reads a text all of whose words are about which times are wanted, or null. `patient`: names that it may be signed with. */
export const scanWish = (
  tokens: readonly Token[],
  words: WishWords,
  patient: ReadonlySet<string>,
): Scan | null => new Scanner(tokens, words, patient).read()

const SPOTTED: ReadonlySet<Constraint['type']> = new Set<Constraint['type']>([
  'weekdays',
  'dates',
  'parts',
  'clock',
  'range',
  'providers',
])

/** The span of days, times or people at this token, whatever stands around it. */
function spottedAt(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const range = readRange(tokens, at, words)
  const plain = readSpan(tokens, at, words)
  const span = (range?.length ?? 0) >= (plain?.length ?? 0) ? range : plain
  return span?.constraints.every(({ type }) => SPOTTED.has(type)) ? span : null
}

/** The spans that stand anywhere in a text, between whatever words. */
export function spotSpans(tokens: readonly Token[], words: WishWords): SaidSpan[] {
  const spans: SaidSpan[] = []
  for (let at = 0; at < tokens.length; ) {
    const span = spottedAt(tokens, at, words)
    if (span !== null)
      spans.push({ constraints: span.constraints, isWanted: true, isPlural: false, group: 0 })
    at += span?.length ?? 1
  }
  return spans
}

/** For each token, whether it is part of such a span. */
export function coveredByTimes(tokens: readonly Token[], words: WishWords): boolean[] {
  const covered = tokens.map(() => false)
  for (let at = 0; at < tokens.length; ) {
    const length = spottedAt(tokens, at, words)?.length ?? 0
    covered.fill(true, at, at + length)
    at += Math.max(length, 1)
  }
  return covered
}
