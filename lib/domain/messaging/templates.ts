import { toGsmText } from './segments.ts'
import type { TemplateValues } from './template-variables.ts'
import { renderTemplate } from './template-variables.ts'
import { oneLine, textDate, textPhone, textProvider, textTime } from './text-format.ts'

/** Rules of every text: the clinic's name first, never a specialty, a diagnosis or a result, GSM-7, how to reach a person. */
export const DEFAULT_TEMPLATES = {
  offer: '{clinic}: appointment times for {first_name}. {cost}\n{options} {opt_out}',
  slot_taken: '{clinic}: that time was just taken, sorry. Still free: {cost}\n{options} {opt_out}',
  fresh_options: '{clinic}: other times for {first_name}. {cost}\n{options} {opt_out}',
  offer_expired: '{clinic}: those times are no longer held. Free now: {cost}\n{options} {opt_out}',
  slot_opened:
    '{clinic}: a time opened for {first_name}. The first to answer has it. {cost}\n{options} {opt_out}',
  earlier_slot_opened:
    '{clinic}: an earlier time opened for {first_name}, in place of {date}, {time}. The first to answer has it. {cost}\n{options} {opt_out}',
  suggestion_lost: '{clinic}: that time was just taken, sorry. Nothing has changed for you. {clinic_phone}',
  suggestion_lost_on_list:
    '{clinic}: that time was just taken, sorry. You stay on the waiting list; nothing else has changed. {clinic_phone}',
  suggestion_declined: '{clinic}: thank you, noted. Nothing has changed for you. {clinic_phone}',
  suggestion_declined_on_list:
    '{clinic}: thank you, noted. You stay on the waiting list; nothing else has changed. {clinic_phone}',
  on_waiting_list:
    '{clinic}: you are on the waiting list for {options}. We will text you when a time opens. Reply LEAVE LIST to come off it. {opt_out}',
  on_waiting_list_with_visit:
    '{clinic}: you are on the waiting list for an earlier time ({options}). Your appointment on {date}, {time} stays until you take another. Reply LEAVE LIST to come off it. {opt_out}',
  off_waiting_list: '{clinic}: you are off the waiting list. Your appointments stay as they are. {opt_out}',
  not_on_waiting_list: '{clinic}: you are not on the waiting list. {clinic_phone}',
  provider_away:
    '{clinic}: {provider} is away, so your {date}, {time} appointment must change. New times for {first_name}. {cost}\n{options} {opt_out}',
  visit_stays:
    '{clinic}: no change is needed after all. Your appointment on {date}, {time} with {provider} stays as it was. {clinic_phone}',
  ask_again: '{clinic}: sorry, we could not read your answer for sure. {options} {clinic_phone} {opt_out}',
  booked: '{clinic}: you are confirmed for {date}, {time} with {provider}. {clinic_phone}',
  moved: '{clinic}: your appointment is now {date}, {time} with {provider}. {clinic_phone}',
  cancelled: '{clinic}: your appointment on {date}, {time} with {provider} is cancelled. {clinic_phone}',
  withdrawn: '{clinic}: the times we offered are no longer available, sorry. {clinic_phone}',
  no_more_times:
    '{clinic}: we have no other times to offer by text. Our staff will contact you. {clinic_phone}',
  person_will_answer: '{clinic}: thank you, a person will read your text and answer. {clinic_phone}',
  urgent:
    '{clinic}: if this is an emergency, call 911 or your local emergency number now. Our staff have been alerted to your text. {clinic_phone}',
  help: '{clinic}: texts about your appointments. {clinic_phone} Msg & data rates may apply. {opt_out}',
  opted_out: '{clinic}: you are opted out and will get no more texts. Reply START to get them again.',
  opted_in: '{clinic}: you will get texts about your appointments again. {opt_out}',
} as const
export type TemplateKey = keyof typeof DEFAULT_TEMPLATES

const OPT_OUT_LINE = 'Reply STOP to opt out.'

/** What every text knows. `clinic_phone` in E.164 or as entered; without one the sentence that names it is left out. */
export interface ClinicFacts {
  clinic: string
  clinic_phone?: string | null
}

export interface OfferTextOption {
  reply_number: number
  /** Epoch milliseconds, or Date. */
  starts_at: number | Date
  provider_name: string
  cost_estimate?: string | null
}

export interface OfferTextFacts extends ClinicFacts {
  first_name?: string | null
  /** IANA zone of the clinic: every time in the text is local there. */
  time_zone: string
  options: readonly OfferTextOption[]
  cost_estimate?: string | null
  /** When the visit is that the patient would give up. */
  replaces_at?: number | Date | null
  replaces_provider?: string | null
}

export interface VisitTextFacts extends ClinicFacts {
  starts_at: number | Date
  provider_name: string
  time_zone: string
}

const isFilled = (value: string | null | undefined): value is string =>
  value !== undefined && value !== null && oneLine(value) !== ''

const phoneSentence = (facts: ClinicFacts) =>
  isFilled(facts.clinic_phone) ? `Questions? ${textPhone(facts.clinic_phone)}` : ''

const clinicValues = (facts: ClinicFacts): TemplateValues => ({
  clinic: oneLine(facts.clinic),
  clinic_phone: phoneSentence(facts),
  opt_out: OPT_OUT_LINE,
})

/** "Reply 1, 2 or 3, or NONE." and for one option "Reply 1 or NONE." */
function howToAnswer(replyNumbers: readonly number[]): string {
  const [last] = replyNumbers.slice(-1)
  if (replyNumbers.length < 2) return `Reply ${last} or NONE.`
  return `Reply ${replyNumbers.slice(0, -1).join(', ')} or ${last}, or NONE.`
}

/** One cost for all is said once; costs that differ stand on their lines. */
function costs(facts: OfferTextFacts): { sentence: string; perLine: boolean } {
  const perOption = facts.options.map((option) =>
    isFilled(option.cost_estimate) ? oneLine(option.cost_estimate) : undefined,
  )
  const general = isFilled(facts.cost_estimate) ? oneLine(facts.cost_estimate) : undefined
  const different = new Set(perOption.map((cost) => cost ?? general))
  if (different.size > 1) return { sentence: '', perLine: true }
  const [only] = different
  return { sentence: only === undefined ? '' : `Estimated cost ${only}.`, perLine: false }
}

function offerValues(facts: OfferTextFacts): TemplateValues {
  const cost = costs(facts)
  const lines = facts.options.map((option) => {
    const { starts_at, provider_name, reply_number, cost_estimate } = option
    const own = isFilled(cost_estimate) ? cost_estimate : facts.cost_estimate
    const shown = cost.perLine && isFilled(own) ? `, ${oneLine(own)}` : ''
    const when = `${textDate(starts_at, facts.time_zone)}, ${textTime(starts_at, facts.time_zone)}`
    return `${reply_number}. ${when}, ${textProvider(provider_name)}${shown}`
  })
  return {
    ...clinicValues(facts),
    ...replacedValues(facts),
    first_name: isFilled(facts.first_name) ? oneLine(facts.first_name) : 'you',
    cost: cost.sentence,
    options: [...lines, howToAnswer(facts.options.map((option) => option.reply_number))].join('\n'),
  }
}

const replacedValues = ({ replaces_at, replaces_provider, time_zone }: OfferTextFacts): TemplateValues => ({
  ...(replaces_at === null || replaces_at === undefined
    ? {}
    : { date: textDate(replaces_at, time_zone), time: textTime(replaces_at, time_zone) }),
  ...(isFilled(replaces_provider) ? { provider: textProvider(replaces_provider) } : {}),
})

const visitValues = (facts: VisitTextFacts): TemplateValues => ({
  ...clinicValues(facts),
  date: textDate(facts.starts_at, facts.time_zone),
  time: textTime(facts.starts_at, facts.time_zone),
  provider: textProvider(facts.provider_name),
})

const offerLike = (key: TemplateKey) => (facts: OfferTextFacts) =>
  toGsmText(renderTemplate(DEFAULT_TEMPLATES[key], offerValues(facts)))
const visitLike = (key: TemplateKey) => (facts: VisitTextFacts) =>
  toGsmText(renderTemplate(DEFAULT_TEMPLATES[key], visitValues(facts)))
const plain = (key: TemplateKey) => (facts: ClinicFacts) =>
  toGsmText(renderTemplate(DEFAULT_TEMPLATES[key], clinicValues(facts)))

export const offerText = offerLike('offer')
/** The chosen time went to somebody else meanwhile; with fresh options. */
export const slotTakenText = offerLike('slot_taken')
/** After NONE. */
export const freshOptionsText = offerLike('fresh_options')
/** Answered, or run out, after its time; with fresh options. */
export const offerExpiredText = offerLike('offer_expired')
const newTimeText = offerLike('slot_opened')
const earlierTimeText = offerLike('earlier_slot_opened')
/** A time that freed, offered to several patients; names the visit that would be given up. */
export const slotOpenedText = (facts: OfferTextFacts): string =>
  facts.replaces_at ? earlierTimeText(facts) : newTimeText(facts)
const awayText = offerLike('provider_away')
/** The visit that the options replace cannot take place; without one it is an offer like any other. */
export const providerAwayText = (facts: OfferTextFacts): string =>
  facts.replaces_at && isFilled(facts.replaces_provider) ? awayText(facts) : offerText(facts)
/** The time off was withdrawn: takes back what `providerAwayText` said. */
export const visitStaysText = visitLike('visit_stays')
export const bookedText = visitLike('booked')
export const movedText = visitLike('moved')
export const cancelledText = visitLike('cancelled')
export const withdrawnText = plain('withdrawn')
interface ListFacts extends ClinicFacts {
  is_on_list: boolean
}
const lostText = plain('suggestion_lost')
const lostOnListText = plain('suggestion_lost_on_list')
/** Somebody else was first; no search follows. */
export const suggestionLostText = (facts: ListFacts): string =>
  facts.is_on_list ? lostOnListText(facts) : lostText(facts)
const declinedText = plain('suggestion_declined')
const declinedOnListText = plain('suggestion_declined_on_list')
/** After NONE to a freed time. */
export const suggestionDeclinedText = (facts: ListFacts): string =>
  facts.is_on_list ? declinedOnListText(facts) : declinedText(facts)
export const offWaitingListText = plain('off_waiting_list')
export const notOnWaitingListText = plain('not_on_waiting_list')

export interface WaitingListTextFacts extends ClinicFacts {
  /** Days and times that suit, in words. */
  wishes: string
  time_zone: string
  /** The visit that would be given up. */
  visit_at: number | Date | null
}

/** Confirms joining the waiting list, or a change of what suits. */
export function onWaitingListText(facts: WaitingListTextFacts): string {
  const { visit_at, time_zone } = facts
  const values: TemplateValues = { ...clinicValues(facts), options: oneLine(facts.wishes) }
  if (visit_at === null) return toGsmText(renderTemplate(DEFAULT_TEMPLATES.on_waiting_list, values))
  const when = { date: textDate(visit_at, time_zone), time: textTime(visit_at, time_zone) }
  const template = DEFAULT_TEMPLATES.on_waiting_list_with_visit
  return toGsmText(renderTemplate(template, { ...values, ...when }))
}
export const noMoreTimesText = plain('no_more_times')
export const personWillAnswerText = plain('person_will_answer')
/** Points to the emergency number and says that staff know; never advice. */
export const urgentText = plain('urgent')
export const helpText = plain('help')
/** Carriers answer STOP and START themselves; these are for the mock gateway, where nobody else does. */
export const optedOutText = plain('opted_out')
export const optedInText = plain('opted_in')

/** Asks for a plain answer to the open options. */
export function askAgainText(facts: ClinicFacts & { reply_numbers: readonly number[] }): string {
  const values = { ...clinicValues(facts), options: howToAnswer(facts.reply_numbers) }
  return toGsmText(renderTemplate(DEFAULT_TEMPLATES.ask_again, values))
}
