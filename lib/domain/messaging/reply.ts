import { readCarrierWord } from './carrier-words.ts'
import { foldText } from './fold-text.ts'
import {
  acceptsOnlyAspect,
  assentsToSeveral,
  onlyAcknowledges,
  onlyGreetsProvider,
  seesUsThen,
} from './reply/bare-answers.ts'
import type { Clause, Names } from './reply/clauses.ts'
import { isNotRead, readClauses } from './reply/clauses.ts'
import { isReaction, typedText } from './reply/clean.ts'
import { onlyThanksOrGreets } from './reply/courtesy.ts'
import type { Decision } from './reply/decide.ts'
import { decide } from './reply/decide.ts'
import { withoutFrames } from './reply/frames.ts'
import { readFurther } from './reply/further.ts'
import { mendSounds } from './reply/heard.ts'
import { isLeftOpen } from './reply/left-open.ts'
import { chooseLoosely, isOnlyPolite } from './reply/loose/choose.ts'
import { choicesOf, countOpenOptions, openOffers, seenOffers } from './reply/options.ts'
import { namesIn } from './reply/provider-names.ts'
import { readQuestionAnswer } from './reply/question-answer.ts'
import { splitQuestion } from './reply/questions.ts'
import { asThePatient } from './reply/relay.ts'
import { findRevocation } from './reply/revocation.ts'
import { withoutSideQuestions } from './reply/side-questions.ts'
import { wantsSomebodyElse } from './reply/somebody-else.ts'
import { mendSpelling } from './reply/spelling.ts'
import { readTicked } from './reply/ticked.ts'
import type { Token } from './reply/tokens.ts'
import { tokenize } from './reply/tokens.ts'
import type { OfferView, QuestionTopic, ReplyContext, ReplyReading, UnclearReason } from './reply/types.ts'
import { findUrgent } from './reply/urgent.ts'
import { readWaitingList, type WaitingListReading } from './reply/waiting-list.ts'
import { TOPIC_WORDS, UNCLEAR_WORDS, whyUnclear } from './reply/why-unclear.ts'
import { plainWords } from './reply/words.ts'
import { MAX_SMS_CHARACTERS } from './schema.ts'

type Unclear = Extract<ReplyReading, { kind: 'unclear' }>

function unclear(reason: UnclearReason, evidence: string, about?: Unclear['about']): Unclear {
  const detail = UNCLEAR_WORDS[reason]
  return { kind: 'unclear', reason, detail, evidence, ...(about === undefined ? {} : { about }) }
}

function toListReading(list: WaitingListReading): ReplyReading {
  if (list.action === 'leave') {
    return { kind: 'leave_waiting_list', evidence: `Asks to be taken off the waiting list: "${list.words}".` }
  }
  const evidence = `Asks for the waiting list: "${list.words}".`
  return { kind: 'join_waiting_list', wishes: list.wishes, evidence }
}

/** Pictures that stand for the words "stop" and "no". */
const spelledOut = (text: string) => text.replaceAll('🛑', ' stop ').replaceAll('🚫', ' no ')

/** Emergencies, carrier words and wishes for no more texts: read before anything about the offer. */
function readBeforeOffers(typed: string, text: string, context: ReplyContext): ReplyReading | null {
  const carrier = readCarrierWord(typed, context)
  const revocation = findRevocation(spelledOut(typed))
  // Quoted lines and signatures count here: an emergency is one wherever in the text it stands.
  const matched = findUrgent(text)
  if (matched !== null) {
    const revokes = carrier?.kind === 'opt_out' || revocation?.kind === 'revoked'
    const evidence = `Words about: ${matched}. Read as urgent whatever else the text says.`
    return { kind: 'urgent', matched, ...(revokes ? { revokes_consent: true } : {}), evidence }
  }
  if (carrier !== null) {
    const evidence = `The whole text is the word ${carrier.word}.`
    if (carrier.kind !== 'opt_out') return { kind: carrier.kind, evidence }
    return { kind: 'opt_out', word: carrier.word, is_carrier_word: true, evidence }
  }
  const list = readWaitingList(typed, { is_waiting: context.is_waiting === true })
  if (list !== null) return toListReading(list)
  if (revocation === null) return null
  const evidence = `Asks for no more texts: "${revocation.words}".`
  if (revocation.kind === 'limited') return unclear('limits_texts', evidence)
  return { kind: 'opt_out', word: revocation.words, is_carrier_word: false, evidence }
}

interface Sentence {
  tokens: Token[]
  isQuestion: boolean
}

function sentencesOf(tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = [{ tokens: [], isQuestion: false }]
  for (const token of tokens) {
    const current = sentences.at(-1)!
    if (token.kind === 'question') current.isQuestion = true
    else current.tokens.push(token)
    if (token.kind === 'question' || token.kind === 'stop') sentences.push({ tokens: [], isQuestion: false })
  }
  return sentences.filter((sentence) => sentence.isQuestion || sentence.tokens.length > 0)
}

const ASKS_FOR =
  /^(?:(?:hi|hello|hey|ok|okay|yes|great|perfect|thanks|so|hola|please) )*(?:can|could|may|would|will|puedo|puede|podria|me|seria)\b/

/** "Could you put me down for Friday?" chooses; "is Friday free?" and "can I do 2?" ask. */
function isPoliteChoice(words: readonly Token[], names: Names): boolean {
  if (!ASKS_FOR.test(plain(words))) return false
  const clauses = readClauses(words, names)
  if (isNotRead(clauses)) return false
  const said = clauses.flatMap(({ references }) => references)
  const isOnlyNumber = said.every((reference) => reference.kind === 'number' && !reference.isMarked)
  return !isOnlyNumber && clauses.some((clause) => clause.says === 'chooses' && clause.isAffirmed)
}

const plain = (tokens: readonly Token[]) =>
  tokens.map((token) => (token.kind === 'word' ? token.text : '-')).join(' ')
const IF_SO = /^(?:if (?:so|it is|yes|thats a yes)|si (?:es asi|esta)|then)\b/

/** "Is 3 still available? If so I'll take it": what it points at. Whether it is free is ours to know. */
function askedIfFree(words: readonly Token[], next: readonly Token[]): readonly Token[] | null {
  const [first, ...rest] = words
  const end = rest.findIndex(
    (token) => token.kind === 'word' && /^(?:still|available|open|free|there)$/.test(token.text),
  )
  const isAsked = first?.kind === 'word' && first.text === 'is' && end > 0
  const tail = plain(rest.slice(end))
  if (!isAsked || !/^(?:still )?(?:available|open|free|there)$/.test(tail) || !IF_SO.test(plain(next)))
    return null
  return rest.slice(0, end)
}

interface Statements {
  tokens: Token[]
  topics: QuestionTopic[]
}

/** Takes practical questions out ("where do I park?"). Null: a question about something else, which only a person answers. */
function takeQuestions(tokens: readonly Token[], names: Names): Statements | null {
  const statements: Token[] = []
  const topics = new Set<QuestionTopic>()
  const sentences = sentencesOf(tokens)
  for (const [index, { tokens: sentence, isQuestion }] of sentences.entries()) {
    const words = sentence.filter((token) => token.kind !== 'stop')
    const split = splitQuestion(words, names.providers)
    if (split === null && isQuestion && !isPoliteChoice(words, names)) {
      const asked = index + 1 < sentences.length ? askedIfFree(words, sentences[index + 1]!.tokens) : null
      if (asked === null) return null
      statements.push(...asked, { kind: 'stop' })
      continue
    }
    // "Do you take Medicaid? If so 3": the choice hangs on our answer.
    if (split !== null && IF_SO.test(plain(sentences[index + 1]?.tokens ?? []))) return null
    for (const topic of split?.topics ?? []) topics.add(topic)
    statements.push(...(split === null ? sentence : split.statement), { kind: 'stop' })
  }
  return { tokens: statements, topics: [...topics] }
}

/** Nothing open fits: the text may be about an offer that is closed. */
const NOTHING_OPEN_FITS: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'no_open_offer',
  'number_out_of_range',
  'wants_other_time',
  'wants_other_provider',
])

const OPEN_OR_ANSWERED: ReadonlySet<OfferView['state']> = new Set<OfferView['state']>(['open', 'answered'])

/** The number of an option and politeness: the answer that our text asks for, also the second time. */
const isNumberAlone = (clauses: readonly Clause[]) =>
  clauses.every(
    ({ references, isPlain }) => isPlain && references.every((reference) => reference.kind === 'number'),
  )

/** The open offers decide; closed ones are asked only when nothing open fits, and never give a choice by themselves. */
function decideAmong(clauses: readonly Clause[], context: ReplyContext): ReplyReading | Decision {
  const seen = seenOffers(context)
  const among = (offers: OfferView[]) => decide(clauses, choicesOf(offers, context.received_at))
  const open = among(seen.filter((offer) => offer.state === 'open'))
  const wantsChange = clauses.some((clause) => clause.hasChange)
  if (open.kind !== 'unclear' || !NOTHING_OPEN_FITS.has(open.reason)) return open
  const answered = seen.filter((offer) => offer.state === 'answered')
  const changed = among(answered)
  if (changed.kind === 'option') return againstAnswered(changed, wantsChange || isNumberAlone(clauses))
  const declined = among(seen.filter((offer) => offer.state === 'declined'))
  if (declined.kind === 'option') return { ...declined, isChange: true }
  const closed = among(seen.filter((offer) => !OPEN_OR_ANSWERED.has(offer.state)))
  if (closed.kind === 'option') {
    const about = { offer_id: closed.choice.offer.offer_id, option_id: closed.choice.option.option_id }
    return unclear('offer_closed', `${closed.because} That offer is ${closed.choice.offer.state}.`, about)
  }
  if (open.reason !== 'no_open_offer') return open
  if (changed.kind === 'none') return unclear('already_answered', 'Turns down what was chosen before.')
  if (closed.kind === 'none') {
    return unclear('offer_closed', 'Turned down an offer that is no longer open.')
  }
  return isAboutAnOffer(changed) ? changed : isAboutAnOffer(closed) ? closed : open
}

const isAboutAnOffer = (decision: Decision) =>
  decision.kind !== 'unclear' || decision.reason !== 'no_open_offer'

/** After an answer a number alone or words of change ("actually 3") change it; the same choice again changes nothing. */
function againstAnswered(
  decision: Extract<Decision, { kind: 'option' }>,
  wantsChange: boolean,
): ReplyReading | Decision {
  const { offer, option } = decision.choice
  if (option.option_id === offer.chosen_option_id) return { ...decision, isChange: false }
  if (wantsChange) return { ...decision, isChange: true }
  const about = { offer_id: offer.offer_id, option_id: option.option_id }
  return unclear('already_answered', decision.because, about)
}

function toReading(
  decision: ReplyReading | Decision,
  context: ReplyContext,
  topics: readonly QuestionTopic[],
): ReplyReading {
  const hasQuestion = topics.length > 0
  if ('evidence' in decision) return decision
  if (decision.kind === 'unclear') return unclear(decision.reason, UNCLEAR_WORDS[decision.reason])
  if (decision.kind === 'none') {
    if (hasQuestion) return unclear('question', `${decision.because} It also asks something.`)
    return { kind: 'none', offer_id: decision.offer.offer_id, evidence: decision.because }
  }
  const { offer, option } = decision.choice
  const ids = { offer_id: offer.offer_id, option_id: option.option_id }
  if (option.starts_at <= context.now) return unclear('option_in_past', decision.because, ids)
  const isChange = decision.isChange && (offer.state === 'answered' || offer.state === 'declined')
  return {
    kind: 'option',
    ...ids,
    reply_number: option.reply_number,
    ...(isChange ? { is_change: true } : {}),
    ...(hasQuestion ? { has_question: true, topics } : {}),
    evidence: hasQuestion ? `${decision.because} It also asks something.` : decision.because,
  }
}

/** The words that are read: spelled as they were meant, without what only frames an answer. */
function tokensOf(typed: string, names: Names): Token[] {
  const all = new Set([...names.providers, ...names.patient])
  return mendSounds(withoutFrames(mendSpelling(tokenize(foldText(typed)), all), names.patient), all)
}

/**
 * Reads a patient's text against the offers of the phone. Pure and deterministic; it never guesses. In tiers, each only for what the
 * one before it left open:
 * 1. emergencies, carrier words, the waiting list, no more texts (`readBeforeOffers`);
 * 2. an answer of which every word was understood (`clauses.ts`, `decide.ts`);
 * 3. a choice among other words, which exactly one option of one open offer fits, which is accepted, and beside which nothing may
 *    be a danger (`loose/choose.ts`);
 * 4. wishes that book nothing: none of these, other times, moving or giving up a visit (`further.ts`, `loose/intents.ts`);
 * 5. the reason why a person must read it (`why-unclear.ts`).
 * `now` and `received_at` are epoch milliseconds; days and times are local to each offer's clinic.
 */
export function readReply(text: string, context: ReplyContext): ReplyReading {
  const head = text.slice(0, MAX_SMS_CHARACTERS)
  const typed = typedText(head)
  const early = readBeforeOffers(typed, head, context)
  if (early !== null) return early
  if (foldText(typed) === '') return unclear('empty', UNCLEAR_WORDS.empty)
  if (text.length > MAX_SMS_CHARACTERS) return unclear('too_long', UNCLEAR_WORDS.too_long)
  if (isReaction(typed)) return unclear('reaction', UNCLEAR_WORDS.reaction)
  const names = namesIn(context)
  const said = asThePatient(typed, names.patient)
  const tokens = tokensOf(said, names)
  const words = plainWords(typed)
  const answer =
    readQuestionAnswer(tokens, context) ?? besideQuestion(said, context) ?? readAnswer(tokens, said, context)
  if (answer.kind === 'option' && isLeftOpen(words)) return unclear('conditional', answer.evidence)
  if (answer.kind === 'option' && wantsSomebodyElse(typed, context))
    return unclear('wants_other_provider', answer.evidence)
  return answer.kind === 'unclear' ? readFurther(answer, { tokens, typed, names, words, context }) : answer
}

/** "Is it ok if my sister comes in with me? I'll take Friday": the choice beside a question that cannot change it. */
function besideQuestion(typed: string, context: ReplyContext): ReplyReading | null {
  const names = namesIn(context)
  const left = withoutSideQuestions(typed, names.providers)
  const reading = left === null ? null : readAnswer(tokensOf(left, names), left, context)
  if (reading?.kind !== 'option') return null
  const topics = new Set<QuestionTopic>([...(reading.topics ?? []), 'other'])
  const evidence =
    reading.has_question === true ? reading.evidence : `${reading.evidence} It also asks something.`
  return { ...reading, has_question: true, topics: [...topics], evidence }
}

/** "El viernes si puedo", "si puedo voy": a condition. At the start and alone it is a yes. "Y si mejor otro": what if. */
const ES_CONDITION =
  /\w si (?:puedo|podemos|alcanzo)\b|\bsi (?:puedo|podemos) (?:voy|vamos|ire|te|le|les)\b|^y si (?!(?:me|la|lo|quiero|gracias|por favor|porfa|claro|confirmo|acepto|senor\w*)\b)/

/** "Si, para entonces ya comio" is a yes, without the comma it is a condition. */
const IF_UNTIL_THEN = /\bsi para entonces\b/

/** Politeness that is an assent to the only time that was offered. */
const asYes = (clause: Clause): Clause => ({ ...clause, says: 'yes' })

function readAnswer(tokens: readonly Token[], typed: string, context: ReplyContext): ReplyReading {
  const names = namesIn(context)
  const statements = takeQuestions(tokens, names)
  const notRead = (word?: string): ReplyReading => {
    const hasQuestionMark = tokens.some((token) => token.kind === 'question')
    const reason = whyUnclear(plainWords(typed.replaceAll('#', ' number ')), hasQuestionMark, names.patient)
    return unclear(reason, word ? `Stopped at "${word}".` : UNCLEAR_WORDS[reason])
  }
  const words = plainWords(typed)
  const isConditional = ES_CONDITION.test(words) || IF_UNTIL_THEN.test(foldText(typed))
  if (statements === null || isConditional || acceptsOnlyAspect(words)) return notRead()
  const [offer, ...others] = openOffers(context)
  const isOneOffer =
    offer !== undefined && others.length === 0 && !tokens.some(({ kind }) => kind === 'question')
  const ticked = isOneOffer ? readTicked(words, choicesOf([offer], context.received_at)) : null
  if (ticked !== null) return toReading(ticked, context, statements.topics)
  const clauses = readClauses(statements.tokens, names)
  if (onlyGreetsProvider(typed, names.providers)) return unclear('only_courtesy', UNCLEAR_WORDS.only_courtesy)
  if (onlyThanksOrGreets(typed, { mayAccept: countOpenOptions(context) === 1 }))
    return unclear('only_courtesy', UNCLEAR_WORDS.only_courtesy)
  if (onlyAcknowledges(typed, names.patient)) return unclear('not_understood', UNCLEAR_WORDS.not_understood)
  if (isNotRead(clauses)) {
    const loose = chooseLoosely(statements.tokens, typed, names, context)
    if (loose !== null) return toReading(loose, context, statements.topics)
    if (isOnlyPolite(statements.tokens, names) && !tokens.some(({ kind }) => kind === 'question'))
      return unclear('only_courtesy', UNCLEAR_WORDS.only_courtesy)
    if (clauses.isOtherProvider) return unclear('wants_other_provider', UNCLEAR_WORDS.wants_other_provider)
    return notRead(clauses.word)
  }
  const strict = decideAmong(seesUsThen(typed) ? clauses.map(asYes) : clauses, context)
  const isNegated = strict.kind === 'unclear' && strict.reason === 'negated_option'
  const decision = (isNegated ? chooseLoosely(statements.tokens, typed, names, context) : null) ?? strict
  const isOnlyCourtesy = decision.kind === 'unclear' && decision.reason === 'only_courtesy'
  if (isOnlyCourtesy && statements.topics.length > 0) {
    const { topics } = statements
    return {
      kind: 'question',
      topics,
      evidence: `Asks about: ${topics.map((topic) => TOPIC_WORDS[topic]).join(', ')}.`,
    }
  }
  const several = isOnlyCourtesy ? assentsToSeveral(typed, openOffers(context), context.received_at) : null
  return several === null
    ? toReading(decision, context, statements.topics)
    : unclear(several, UNCLEAR_WORDS[several])
}
