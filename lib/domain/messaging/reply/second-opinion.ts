import { ANY_TIME, type TimeWish } from '../../scheduling/time-wish.ts'
import type { Opinion } from './classifier/classifier.ts'
import type { MarkedText } from './classifier/marks.ts'
import { endsOpen } from './loose/cut-off.ts'
import { dangerIn, plainSentences } from './loose/dangers.ts'
import { describeChoice, openOffers } from './options.ts'
import type { ReminderView } from './reminder.ts'
import { wantsSomebodyElse } from './somebody-else.ts'
import type { ReplyContext, ReplyReading, UnclearReason } from './types.ts'
import { UNCLEAR_WORDS } from './why-unclear.ts'

type Unclear = Extract<ReplyReading, { kind: 'unclear' }>

export interface Beside {
  text: MarkedText
  context: ReplyContext
  /** Those that the text may answer, the latest first. */
  reminders: readonly ReminderView[]
}

// How sure the classifier must be, as measured by `npm run eval -- --cross-validate` on texts that it had not learned from.

/** From here on somebody is told at once: a false alarm costs a look, a missed one a life. */
const URGENT = 0.3
/** And from here on where the rules have read something else. */
const URGENT_BESIDE_ANSWER = 0.4
/** From here on no more texts are sent: the patient hears of it and can take it back with START. */
const OPTS_OUT = 0.6
/** From here on a person decides whether more texts may go. */
const MAY_OPT_OUT = 0.3
/** A choice of the classifier alone: of a time that is named, where words may turn it, and a yes to the only time. */
const SURE = 0.94
const SURE_AMID_DANGER = 0.97
const SURE_OF_YES = 0.88
/** By as much less it need be sure that anything is chosen at all. */
const LESS_OF_THE_WHOLE = 0.15
/** Below these what the rules read is doubted, and a person reads it. */
const DOUBTED = 0.05
const DOUBTED_BESIDE_ANOTHER = 0.7
const MUST_BE_ASKED = 0.9
const DOUBTED_OPT_OUT = 0.02

const percent = (likely: number) => `${Math.round(likely * 100)} %`
const reads = (what: string, likely: number) => `Reads like texts that ${what} (${percent(likely)}).`

function unclear(reason: UnclearReason, evidence: string): Unclear {
  return { kind: 'unclear', reason, detail: UNCLEAR_WORDS[reason], evidence }
}

/** The carrier acts on these whatever we read. */
const isCarrierWord = (reading: ReplyReading) =>
  reading.kind === 'help' ||
  reading.kind === 'opt_in' ||
  (reading.kind === 'opt_out' && reading.is_carrier_word)

/** What a reading is called among the classes; null: the classifier has not learned such texts. */
function classOf(reading: ReplyReading): string | null {
  switch (reading.kind) {
    case 'option':
    case 'none':
    case 'other_times':
    case 'cancel_visit':
    case 'change_visit':
    case 'confirm_visit':
    case 'question':
      return reading.kind
    case 'other_time_for_visit':
      return 'change_visit'
    case 'opt_out':
      return 'opt_out'
    case 'unclear':
      return reading.reason === 'wrong_person' ? 'wrong_person' : 'unclear'
    default:
      return null
  }
}

/** Reasons that no words can change: what is open, or who may be meant. */
const SETTLED: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'empty',
  'too_long',
  'reaction',
  'limits_texts',
  'waiting_list',
  'several_offers',
  'several_people',
  'already_answered',
  'offer_closed',
  'option_in_past',
])
/** Reasons behind which a choice may stand that only was not put in words the rules know. */
const MAY_CHOOSE: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'not_understood',
  'number_not_a_choice',
])

const likelihood = ({ classes }: Opinion, name: string) => classes[name] ?? 0

/** Whether the classifier is sure that the rules are wrong. Then nobody acts. */
function isDoubted(reading: ReplyReading, own: string, opinion: Opinion, { text }: Beside): boolean {
  if (own === 'opt_out') return likelihood(opinion, own) < DOUBTED_OPT_OUT
  // "Anything else?" turns down and wishes: the same is done about both.
  const declines = likelihood(opinion, 'none') + likelihood(opinion, 'other_times')
  if (reading.kind === 'none') return declines < DOUBTED
  if (reading.kind === 'other_times')
    return declines < likelihood(opinion, 'unclear') && mayBeStory(text) && !isOfOffered(reading.wish, text)
  if (reading.kind !== 'option') return likelihood(opinion, own) < DOUBTED
  const at = text.options.findIndex(({ option }) => option.option_id === reading.option_id)
  // Chosen anew among those of an answered offer: the classifier has seen none of them.
  if (at === -1) return false
  if (likelihood(opinion, 'unclear') >= MUST_BE_ASKED) return true
  return namesAnother(text, at) && (opinion.options[at] ?? 0) < DOUBTED_BESIDE_ANOTHER
}

const POLITE =
  /^(?:please|pls|plz|porfa|por|favor|gracias|thanks|thank|you|ok|okay|hi|hello|hola|on|at|the|el|la|los|en|de)$/
/** "Earlier than that", "with somebody else", "mornings are bad": said of what was offered, and of nothing else. */
const isOfOffered = (wish: TimeWish, { typed }: MarkedText) =>
  wish.starts_after !== null ||
  wish.starts_before !== null ||
  wish.provider_ids.length + wish.not_provider_ids.length > 0 ||
  (wish.not_times_of_day.length > 0 && !endsOpen(plainSentences(typed)))
/** More than a time and politeness: "Sunday at 3 am please" is a wish whatever else people may mean by a day. */
const mayBeStory = ({ marks }: MarkedText) =>
  marks.some((mark) => mark.kind === 'word' && /[a-z]{2}/.test(mark.text) && !POLITE.test(mark.text))

/** "Yes Wednesday! 9 am right": the hour of another option stands beside the choice. */
const namesAnother = ({ marks }: MarkedText, option: number) =>
  marks.some(
    (mark) =>
      mark.kind === 'reference' && mark.of === 'clock' && mark.fits.length > 0 && !mark.fits.includes(option),
  )

/** What is named is all about the visit, or nothing is named. */
const isOfVisit = ({ marks }: MarkedText) =>
  marks.every((mark) => mark.kind === 'word' || mark.fitsVisit || mark.of === 'one')
/** Nothing is named but what was offered. */
const isOfOffer = ({ marks }: MarkedText) =>
  marks.every((mark) => mark.kind === 'word' || mark.fits.length > 0 || mark.of === 'one')

/** Quotes what we sent, or what somebody else did. */
const QUOTES = /["\u201c\u201d\u00ab\u00bb]|\b(?:fwd|wrote|forwarded|dice:|dijo:)/i

/** How sure the classifier must be of a choice, by what stands around it; null: a person must read it however sure it is. */
function leastSure(text: MarkedText): number | null {
  const sentences = plainSentences(text.typed)
  if (QUOTES.test(text.typed) || endsOpen(sentences) || !isOfOffer(text)) return null
  if (dangerIn(sentences) !== null) return SURE_AMID_DANGER
  return text.marks.some((mark) => mark.kind === 'reference' && mark.of !== 'one') ? SURE : SURE_OF_YES
}

/** A choice of the classifier alone, among words that the rules do not know. */
function choose(opinion: Opinion, { text, context }: Beside): ReplyReading | null {
  const [offer, ...others] = openOffers(context)
  const likely = Math.max(...opinion.options, 0)
  const at = opinion.options.indexOf(likely)
  const choice = text.options[at]
  if (offer === undefined || others.length > 0 || choice === undefined) return null
  const least = leastSure(text)
  if (least === null || likely < least || likelihood(opinion, 'option') < least - LESS_OF_THE_WHOLE)
    return null
  if (choice.option.starts_at <= context.now || wantsSomebodyElse(text.typed, context)) return null
  const { option_id, reply_number } = choice.option
  const evidence = reads(`choose ${describeChoice(choice)}`, likely)
  return { kind: 'option', offer_id: offer.offer_id, option_id, reply_number, evidence }
}

interface Reader {
  class: string
  least: number
  read: (likely: number, beside: Beside) => ReplyReading | null
}

/** About the only thing that the text can mean: the visit that stands. */
const aboutVisit =
  (kind: 'cancel_visit' | 'change_visit', what: string): Reader['read'] =>
  (likely, { text, context }) =>
    (context.visits ?? []).length > 0 && isOfVisit(text)
      ? { kind, wish: ANY_TIME, evidence: reads(what, likely) }
      : null

const forPerson =
  (reason: UnclearReason, what: string): Reader['read'] =>
  (likely) =>
    unclear(reason, reads(what, likely))

/** What is read from the classifier alone, and how sure it must be. Each is undone by the patient's next word. */
const READERS: readonly Reader[] = [
  {
    class: 'none',
    least: 0.8,
    read: (likely, { text, context }) => {
      const [offer, ...others] = openOffers(context)
      if (offer === undefined || others.length > 0 || !isOfOffer(text)) return null
      return { kind: 'none', offer_id: offer.offer_id, evidence: reads('turn down what was offered', likely) }
    },
  },
  { class: 'cancel_visit', least: 0.6, read: aboutVisit('cancel_visit', 'give the visit up') },
  { class: 'change_visit', least: 0.7, read: aboutVisit('change_visit', 'want the visit moved') },
  {
    class: 'confirm_visit',
    least: 0.8,
    read: (likely, { text, context, reminders }) => {
      const [reminder] = reminders
      const isOneReminded = new Set(reminders.map(({ patient_id }) => patient_id)).size === 1
      if (reminder === undefined || !isOneReminded || openOffers(context).length > 0 || !isOfVisit(text))
        return null
      const { sms_message_id, appointment_ids } = reminder
      return {
        kind: 'confirm_visit',
        sms_message_id,
        appointment_ids,
        evidence: reads('confirm the visit', likely),
      }
    },
  },
  { class: 'question', least: 0.5, read: forPerson('question', 'ask something') },
  { class: 'wrong_person', least: 0.5, read: forPerson('wrong_person', 'come from somebody else') },
  { class: 'courtesy', least: 0.8, read: forPerson('only_courtesy', 'only thank or greet') },
]

function readUnread(opinion: Opinion, beside: Beside, reason: UnclearReason): ReplyReading | null {
  if (SETTLED.has(reason) || beside.context.question != null || beside.context.is_opted_out) return null
  const chosen = MAY_CHOOSE.has(reason) ? choose(opinion, beside) : null
  if (chosen !== null) return chosen
  for (const { class: name, least, read } of READERS) {
    const likely = likelihood(opinion, name)
    const reading = likely < least ? null : read(likely, beside)
    if (reading !== null) return reading
  }
  return null
}

/**
 * What to make of a text after both have read it. The classifier may call for help or end the texts by itself; it may stop what the
 * rules would do; and it may read what they could not. Carrier words and what the rules know to be urgent are beyond it. Null: the
 * rules' reading stands.
 */
export function secondOpinion(reading: ReplyReading, opinion: Opinion, beside: Beside): ReplyReading | null {
  if (isCarrierWord(reading)) return null
  const optsOut = beside.context.is_opted_out ? 0 : likelihood(opinion, 'opt_out')
  if (reading.kind === 'urgent') {
    if (reading.revokes_consent === true || optsOut < OPTS_OUT) return null
    const evidence = `${reading.evidence} ${reads('want no more texts', optsOut)}`
    return { ...reading, revokes_consent: true, evidence }
  }
  const urgent = likelihood(opinion, 'urgent')
  const isUrgent =
    reading.kind === 'unclear'
      ? urgent >= Math.max(URGENT, likelihood(opinion, 'unclear'))
      : urgent >= URGENT_BESIDE_ANSWER
  if (isUrgent) {
    const revokes = reading.kind === 'opt_out'
    const evidence = reads('tell of an emergency', urgent)
    return { kind: 'urgent', matched: 'classifier', ...(revokes ? { revokes_consent: true } : {}), evidence }
  }
  const own = classOf(reading)
  if (own === null) return null
  const isLimited = reading.kind === 'unclear' && reading.reason === 'limits_texts'
  const mayOptOut = own !== 'opt_out' && !isLimited && optsOut >= (own === 'unclear' ? MAY_OPT_OUT : OPTS_OUT)
  if (mayOptOut && (own === 'unclear' || likelihood(opinion, own) < MAY_OPT_OUT)) {
    const evidence = reads('want no more texts', optsOut)
    if (optsOut < OPTS_OUT) return unclear('limits_texts', evidence)
    return { kind: 'opt_out', word: '', is_carrier_word: false, evidence }
  }
  if (reading.kind === 'unclear') return readUnread(opinion, beside, reading.reason)
  if (!isDoubted(reading, own, opinion, beside)) return null
  const evidence = `${reading.evidence} But few such texts mean that (${percent(likelihood(opinion, own))}).`
  return unclear('not_understood', evidence)
}
