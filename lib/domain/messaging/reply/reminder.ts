import { comesToVisit } from './reminder-confirm.ts'
import type { ReplyReading, VisitView } from './types.ts'
import { plainWords } from './words.ts'

export interface ReminderReply {
  action: 'confirm' | 'other_time'
  is_bare: boolean
  words: string
}

const COURTESY =
  '(?:hi|hello|hey|please|pls|plz|thanks|thank you|thank u|thx|ty|good (?:morning|afternoon|evening)|hola|gracias|muchas gracias|por favor|porfa)'
const AROUND = new RegExp(`^(?:${COURTESY} )*|(?: ${COURTESY})*$`, 'g')

const whole = (...patterns: string[]) => patterns.map((pattern) => new RegExp(`^(?:${pattern})$`))

/** What the reminder asks for by name, or says in so many words: an open offer cannot be meant. */
const CONFIRM = whole(
  '(?:reply )?c|letter c|confirm|confirmed|confirming|i (?:can )?confirm|c confirm(?:ed)?|yes (?:i )?confirm(?:ed)?|confirm(?:ed)? yes',
  '(?:si )?(?:confirmo|confirmada|confirmado|confirmar)(?: (?:mi|la) cita)?|(?:i )?confirm (?:my|the) (?:appointment|appt|visit)',
  '(?:yes |yep |yeah |ok |okay )?(?:ill|i will|we will|well) be there(?: then)?|(?:yes |yep |yeah )?(?:im|i am|were|we are) coming|(?:yes |yep |yeah |yup |ok |okay |great |perfect |sure )?see (?:you|u|ya|yall) (?:then|there|soon)',
  '(?:yes |yep |yeah |ok )?(?:i )?(?:confirm|confirming|confirmed)(?: (?:it|that|for then|the time|thank you))?|(?:yes |yep |yeah )?(?:i |we )?(?:plan to be there|can make it|will make it|ill make it)|ill make it|(?:yes )?still (?:on|coming|good)',
  '(?:si )?(?:ahi|alli|alla) (?:estare|estaremos)|(?:si )?(?:voy|vamos) a ir|(?:si )?nos vemos(?: (?:ahi|alli|alla))?',
)

/** A bare yes: to the reminder, unless something else is open that it may answer. */
const YES = whole(
  'yes|y|yep|yup|yeah|ya|sure|ok|okay|k|si|sip|claro|de acuerdo|esta bien|yes (?:ok|sure)|perfect|perfecto',
)

const OTHER_TIME = whole(
  '(?:reply )?r|(?:are|r) for (?:another|other) time|letter r|reschedule|resched|(?:i )?(?:need|want|have) to reschedule|(?:can|could) (?:i|we|you) reschedule',
  '(?:reschedule|change|move) (?:my|the) (?:appointment|appt|visit)|(?:i )?(?:need|want) (?:a|an)?(?: )?(?:other|another|different|new) time|(?:a )?(?:other|another|different|new) time',
  '(?:quiero |necesito )?(?:reprogramar|reagendar|otra hora|otro horario|cambiar (?:la|mi) (?:hora|cita))',
)

/** "R, something came up", "r please, jury duty"; "r u open" and "r we still on" ask. */
const BEGINS_WITH_R =
  /^\s*(?:letter )?r(?:\s*[,.;:-]|\s+(?:pls|plz|please|thanks|thx|porfa|por favor|something|i|im|my|sorry|cant|can't|got|need|tengo|trabajo|mi|me)\b)/i

/** "My ride fell through so R". */
const CONCLUDES_WITH_R = /\bso (?:its |its an |an |ill go with )?r$/

/**
 * C or R in answer to a reminder, or the same in words, and nothing else in the text but politeness. Null for anything
 * more, and for a question. `is_bare`: only a yes, which something else may have asked for.
 */
export function readReminderReply(text: string): ReminderReply | null {
  if (/[?¿]/.test(text) && !/^\s*(?:can|could)\b/i.test(text)) return null
  const words = plainWords(text).replace(AROUND, '')
  const isSaid = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(words))
  if (isSaid(CONFIRM)) return { action: 'confirm', is_bare: false, words }
  if (isSaid(YES)) return { action: 'confirm', is_bare: true, words }
  const isOtherTime = isSaid(OTHER_TIME) || BEGINS_WITH_R.test(text) || CONCLUDES_WITH_R.test(words)
  return isOtherTime ? { action: 'other_time', is_bare: false, words } : null
}

/** A reminder text that the phone may answer. */
export interface ReminderView {
  sms_message_id: string
  patient_id: string
  /** Epoch ms. */
  sent_at: number
  appointment_ids: readonly string[]
  /** Nothing else has been texted to the phone since. */
  is_latest_text: boolean
}

export interface ReminderBeside {
  /** Those of the phone, the latest first. */
  reminders: readonly ReminderView[]
  /** The phone's open offers. */
  open: readonly { id: string; seen_from: number }[]
  /** When the text came, epoch ms. */
  received_at: number
  /** The phone's visits that are ahead. */
  visits?: readonly VisitView[]
}

/** What the text was read as without the reminder, where C or R may be meant instead. A carrier's word never is. */
const MAY_BE_MEANT: ReadonlySet<ReplyReading['kind']> = new Set(['unclear', 'option', 'none', 'change_visit'])

const unclear = (reason: 'contradiction' | 'several_people', detail: string): ReplyReading => ({
  kind: 'unclear',
  reason,
  detail,
  evidence: detail,
})

/** In other words, and only where nothing else is open that they could answer. */
function readLooseReply(text: string, { visits = [], open }: ReminderBeside): ReminderReply | null {
  if (open.length > 0 || visits.length === 0 || !comesToVisit(text, visits)) return null
  return { action: 'confirm', is_bare: true, words: plainWords(text) }
}

const isAbout = (reading: ReplyReading, open: ReminderBeside['open']) =>
  reading.kind === 'option' || reading.kind === 'none'
    ? open.find(({ id }) => id === reading.offer_id)
    : undefined

/**
 * The reading of a text as an answer to the reminder that its phone got, or `reading` as it was. An open offer comes before a
 * reminder; a bare yes after a newer reminder could mean both and is nobody's answer. After reminders of two people on one
 * phone nobody knows who was meant.
 */
export function readAgainstReminders(
  text: string,
  reading: ReplyReading,
  beside: ReminderBeside,
): ReplyReading {
  const { open, received_at } = beside
  const reminders = beside.reminders.filter(({ sent_at }) => sent_at <= received_at)
  const [reminder] = reminders
  if (!reminder || !MAY_BE_MEANT.has(reading.kind)) return reading
  const reply = readReminderReply(text) ?? readLooseReply(text, beside)
  if (reply === null) return reading
  const offer = isAbout(reading, open)
  if (offer) {
    const isBoth = reply.is_bare && offer.seen_from < reminder.sent_at
    return isBoth ? unclear('contradiction', 'A yes, after an offer and a reminder.') : reading
  }
  if (reply.is_bare && (open.length > 0 || !reminder.is_latest_text)) return reading
  if (new Set(reminders.map(({ patient_id }) => patient_id)).size > 1) {
    return unclear('several_people', 'Answers a reminder, and two people at this number were reminded.')
  }
  const { sms_message_id, appointment_ids } = reminder
  const evidence = `"${reply.words}" answers the reminder.`
  const kind = reply.action === 'confirm' ? 'confirm_visit' : 'other_time_for_visit'
  return { kind, sms_message_id, appointment_ids, evidence }
}
