import type { Role } from './phrases.ts'
import { longestPhrase } from './phrases.ts'
import type { Reference } from './reference-tokens.ts'
import { isUnknownProvider, readReference } from './references.ts'
import type { Token } from './tokens.ts'

/** One statement of a text, all of whose words were understood. */
export interface Clause {
  references: Reference[]
  /** What it says about its references, or without any. */
  says: 'chooses' | 'refuses' | 'none' | 'yes' | 'nothing'
  /** Nothing but politeness stands around the reference: the form that our text asks for. */
  isPlain: boolean
  /** A word says that the reference is wanted; a bare one may be part of a list. */
  isAffirmed: boolean
  hasChange: boolean
  hasCorrection: boolean
  /** A refusal that begins with "not": what stands before it is not part of it. */
  isNotFirst: boolean
  joinedBy: 'start' | 'sentence' | 'comma' | 'but' | 'and' | 'or' | 'correction'
}

export interface NotRead {
  /** The word at which reading stopped. */
  word: string
  isOtherProvider: boolean
}

export interface Names {
  providers: ReadonlySet<string>
  patient: ReadonlySet<string>
}

export const isNotRead = (result: Clause[] | NotRead): result is NotRead => !Array.isArray(result)

type Stage = 'before' | 'in' | 'after'

interface Draft extends Clause {
  stage: Stage
  links: string[]
  isWhenOnly: boolean
  hasNot: boolean
  hasNotGood: boolean
  hasNone: boolean
  hasYes: boolean
  hasOpenLead: boolean
  isThanks: boolean
}

const newDraft = (joinedBy: Clause['joinedBy']): Draft => ({
  references: [],
  says: 'nothing',
  isPlain: true,
  isAffirmed: false,
  hasChange: false,
  hasCorrection: false,
  isNotFirst: false,
  joinedBy,
  stage: 'before',
  links: [],
  isWhenOnly: false,
  hasNot: false,
  hasNotGood: false,
  hasNone: false,
  hasYes: false,
  hasOpenLead: false,
  isThanks: false,
})

/** Links after which a bare number is still the number of an option: "the 2", "la 2"; not "in 2", "with 2". */
const LINKS_TO_A_NUMBER = new Set([
  'the',
  'la',
  'el',
  'for the',
  'option',
  'slot',
  'appointment',
  'appt',
  'opcion',
  'cita',
])

/** After these a number without a comma is a word of its own: "yes 2", but "sounds good 2" is "sounds good too". */
export const YES_TO_A_NUMBER =
  /^(?:y|ya|yes|yeah|yep|yup|yea|yes please|yes maam|yes sir|sure|absolutely|definitely|si|si por favor|claro|confirm|confirmed|confirmo|i confirm|i accept)$/
/** "Thank you 2" is "thank you too". */
const COURTESY_BEFORE_TOO =
  /^(?:thank|thx|ty|tysm|many|much|see |have |god |best|cheers|bye|gracias|muchas|appreciate|im )/

const THANKS = /^(?:thank|thx|ty|gracias|muchas gracias)/

const isBareNumber = (reference: Reference) => reference.kind === 'number' && !reference.isMarked
const isWordOne = (reference: Reference) => reference.kind === 'number' && reference.isWordOne

/** Takes references into the clause; false where they make no sense there. */
function addReferences(draft: Draft, references: Reference[]): boolean {
  if (draft.stage === 'after' || draft.hasNone) return false
  const isStrangeLink = draft.links.some((link) => !LINKS_TO_A_NUMBER.has(link))
  if (references.some(isBareNumber) && (draft.isWhenOnly || isStrangeLink)) return false
  if (references.some(isWordOne) && draft.links.length > 0) return false
  draft.references.push(...references)
  draft.stage = 'in'
  draft.links = []
  draft.hasOpenLead = false
  return true
}

/** "Dr. Patel is the best": of a person that is praise. */
const PRAISE =
  /^is (?:\w+ )?(?:the )?(?:best|great|amazing|awesome|wonderful|excellent|fantastic|lovely|cool)\b/

type Step = (draft: Draft, text: string) => boolean

const afterReferences = (draft: Draft): boolean => {
  if (draft.references.length === 0 || draft.links.length > 0) return false
  draft.stage = 'after'
  return true
}

const lead: Step = (draft) => {
  if (draft.stage !== 'before' || draft.hasNone) return false
  draft.isPlain = false
  draft.isAffirmed = true
  draft.hasOpenLead = true
  return true
}

/** What each role does to the clause so far, if it may stand there. */
const STEPS: Partial<Record<Role, Step>> = {
  courtesy: (draft, text) => {
    if (draft.links.length > 0 || (draft.hasOpenLead && draft.references.length === 0)) return false
    if (draft.stage === 'in') draft.stage = 'after'
    if (/^(?:please|pls|plz|por favor|porfa)$/.test(text)) draft.isAffirmed = true
    if (draft.stage === 'before' && COURTESY_BEFORE_TOO.test(text)) draft.isWhenOnly = true
    draft.isThanks = THANKS.test(text)
    return true
  },
  yes: (draft, text) => {
    if (draft.links.length > 0 || draft.hasNone) return false
    if (draft.stage === 'before' && !YES_TO_A_NUMBER.test(text)) draft.isWhenOnly = true
    if (draft.stage === 'in') draft.stage = 'after'
    draft.hasYes = true
    draft.isAffirmed = true
    return true
  },
  prefix: lead,
  when_prefix: (draft, text) => {
    if (!lead(draft, text)) return false
    draft.isWhenOnly = true
    return true
  },
  link: (draft, text) => {
    // "Thanks for Friday".
    if (draft.isThanks && /^(?:for|para|por)\b/.test(text)) return false
    if (draft.stage === 'after' || draft.hasNone) return false
    draft.links.push(text)
    return true
  },
  noun: (draft) => {
    const last = draft.references.at(-1)
    return draft.stage === 'in' && draft.links.length === 0 && last !== undefined && !isBareNumber(last)
  },
  suffix: (draft, text) => {
    const isPraise = draft.references.every(({ kind }) => kind === 'provider') && PRAISE.test(text)
    if (isPraise || !afterReferences(draft)) return false
    draft.isPlain = false
    draft.isAffirmed = true
    return true
  },
  not: (draft) => {
    if (draft.stage !== 'before' || draft.hasNone || draft.hasNot) return false
    draft.hasNot = true
    return true
  },
  not_good: (draft) => {
    if (!afterReferences(draft)) return false
    draft.hasNotGood = true
    return true
  },
  none: (draft) => {
    if (draft.stage !== 'before' || draft.hasOpenLead || draft.links.length > 0 || draft.hasYes) return false
    draft.hasNone = true
    return true
  },
  none_tail: (draft) => draft.hasNone,
  change: (draft) => {
    if (draft.links.length > 0) return false
    if (draft.stage === 'in') draft.stage = 'after'
    draft.hasChange = true
    return true
  },
  correction: (draft) => {
    if (draft.stage !== 'before') return false
    draft.hasChange = true
    draft.hasCorrection = true
    draft.isAffirmed = true
    draft.hasOpenLead = true
    return true
  },
}

/** Roles are tried in this order, because the first that may stand there is what the word means there. */
const ROLE_ORDER: readonly Role[] = [
  'none_tail',
  'not_good',
  'suffix',
  'noun',
  'correction',
  'change',
  'none',
  'not',
  'yes',
  'prefix',
  'when_prefix',
  'link',
  'courtesy',
]

function finish(draft: Draft): Clause | null {
  const { references, joinedBy, hasChange, hasCorrection, isPlain, isAffirmed } = draft
  const hasReferences = references.length > 0
  const isOpen = draft.links.length > 0 || (draft.hasOpenLead && !hasReferences && !draft.hasYes)
  if (isOpen || (draft.hasNot && !hasReferences) || (draft.hasNot && draft.hasNotGood)) return null
  if ((draft.hasNot || draft.hasNotGood) && (draft.hasYes || hasChange)) return null
  const says = hasReferences
    ? draft.hasNot || draft.hasNotGood
      ? 'refuses'
      : 'chooses'
    : draft.hasNone
      ? 'none'
      : draft.hasYes
        ? 'yes'
        : 'nothing'
  return {
    references,
    says,
    isPlain,
    isAffirmed,
    hasChange,
    hasCorrection,
    isNotFirst: draft.hasNot,
    joinedBy,
  }
}

/** "Maria here". */
const SIGNS_AFTER = new Set(['here', 'speaking', 'aqui'])

class ClauseReader {
  readonly clauses: Clause[] = []
  #draft = newDraft('start')
  #isEmpty = true
  readonly #tokens: readonly Token[]
  readonly #names: Names

  constructor(tokens: readonly Token[], names: Names) {
    this.#tokens = tokens
    this.#names = names
  }

  #close(joinedBy: Clause['joinedBy']): boolean {
    if (!this.#isEmpty) {
      const clause = finish(this.#draft)
      if (clause === null) return false
      this.clauses.push(clause)
    }
    const isLeftOpen = this.#isEmpty && (this.#draft.joinedBy === 'and' || this.#draft.joinedBy === 'but')
    if (isLeftOpen && joinedBy === 'sentence') return false
    const keepsJoin = this.#isEmpty && this.#draft.joinedBy !== 'start' && joinedBy === 'comma'
    this.#draft = newDraft(keepsJoin ? this.#draft.joinedBy : joinedBy)
    this.#isEmpty = true
    return true
  }

  /** Reads one token or phrase; the number of tokens read, or null where reading stops. */
  #step(at: number): number | null {
    const token = this.#tokens[at]!
    if (token.kind === 'stop') return this.#close('sentence') ? 1 : null
    if (token.kind === 'comma') return this.#close('comma') ? 1 : null
    if (token.kind === 'joiner') return this.#close('and') ? 1 : null
    if (token.kind === 'odd' || token.kind === 'question') return null
    const words: string[] = []
    for (let next = at; this.#tokens[next]?.kind === 'word'; next += 1) {
      words.push((this.#tokens[next] as { text: string }).text)
    }
    const phrase = longestPhrase(words)
    const reference = readReference(this.#tokens, at, this.#names.providers)
    const isReferenceLonger = reference !== null && reference.length >= (phrase?.length ?? 0)
    const isPronoun = words[0] === 'one' && this.#draft.stage === 'in'
    if (reference !== null && isReferenceLonger && !isPronoun) {
      this.#isEmpty = false
      return addReferences(this.#draft, reference.references) ? reference.length : null
    }
    const signed = this.#signatureLength(words)
    if (signed > (phrase?.length ?? 0)) {
      this.#isEmpty = false
      return STEPS.courtesy!(this.#draft, '') ? signed : null
    }
    return phrase !== null && this.#takePhrase(phrase.text, phrase.roles) ? phrase.length : null
  }

  /** "Maria", "this is Maria": the patient's own name, in words. */
  #signatureLength(words: readonly string[]): number {
    const lead = /^(?:this is|my name is|i am|im|its|soy)(?= )/.exec(words.slice(0, 4).join(' '))
    const skip = lead === null ? 0 : lead[0].split(' ').length
    const rest = words.slice(skip).findIndex((word) => !this.#names.patient.has(word))
    const names = rest === -1 ? words.length - skip : rest
    const tail = SIGNS_AFTER.has(words[skip + names] ?? '') ? 1 : 0
    return names === 0 ? 0 : skip + names + tail
  }

  #takePhrase(text: string, roles: ReadonlySet<Role>): boolean {
    const isRefusal = this.#draft.hasNot || this.#draft.hasNotGood
    // "Can't do 1 or 3" refuses both; "so 2" then says what is left.
    if (roles.has('or') && text !== 'either' && this.#draft.hasNot && this.#draft.references.length > 0)
      return this.#closeAt('and')
    if (text === 'so' && this.#refuses(isRefusal)) {
      if (!this.#closeAt('but')) return false
      this.#draft.isAffirmed = true
      return true
    }
    for (const joint of ['but', 'and', 'or'] as const) if (roles.has(joint)) return this.#closeAt(joint)
    const hasReferences = this.#draft.references.length > 0
    if (roles.has('correction') && hasReferences && !this.#close('correction')) return false
    if (roles.has('not') && hasReferences && !roles.has('not_good') && !this.#close('but')) return false
    this.#isEmpty = false
    const isUsed = ROLE_ORDER.some((role) => roles.has(role) && STEPS[role]!(this.#draft, text))
    if (roles.has('when_prefix')) this.#draft.isWhenOnly = true
    return isUsed
  }

  /** The statement before this word turns something down, also as the last of a list: "not 1 or 3". */
  #refuses(isRefusal: boolean): boolean {
    const last = this.clauses.at(-1)
    return isRefusal || (this.#draft.joinedBy === 'and' && last?.says === 'refuses' && last.isNotFirst)
  }

  /** "Or" is kept even where nothing follows: "2 or" is no choice. */
  #closeAt(joint: 'but' | 'and' | 'or'): boolean {
    if (!this.#close(joint)) return false
    if (joint === 'or') this.clauses.push(finish(newDraft('or'))!)
    return true
  }

  read(): Clause[] | NotRead {
    let at = 0
    while (at < this.#tokens.length) {
      const length = this.#step(at)
      if (length === null) return this.#stopped(at)
      at += length
    }
    return this.#close('sentence') ? this.clauses : this.#stopped(this.#tokens.length - 1)
  }

  #stopped(at: number): NotRead {
    const token = this.#tokens[at]
    const word = token?.kind === 'word' || token?.kind === 'odd' ? token.text : ''
    return { word, isOtherProvider: isUnknownProvider(this.#tokens, at) }
  }
}

/** Splits tokens into clauses, every word of which is understood in its place, or says where that ended. */
export const readClauses = (tokens: readonly Token[], names: Names): Clause[] | NotRead =>
  new ClauseReader(tokens, names).read()
