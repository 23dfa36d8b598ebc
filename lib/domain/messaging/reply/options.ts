import { zonedTime } from '../../scheduling/zone.ts'
import { textDate, textProvider, textTime } from '../text-format.ts'
import { DAYPART_HOURS } from './calendar-words.ts'
import { nameWords } from './provider-names.ts'
import type { Reference } from './reference-tokens.ts'
import type { OfferOptionView, OfferView, ReplyContext, VisitView } from './types.ts'

/** An option together with what a reply can say about it. */
export interface Choice {
  offer: OfferView
  option: OfferOptionView
  /** From 1, in the order of the text. */
  position: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
  /** Whole local days from the day on which the reply came in. */
  daysAhead: number
  names: ReadonlySet<string>
}

/** Offers whose text had been sent when the reply came in. */
export const seenOffers = ({ offers, received_at }: ReplyContext): OfferView[] =>
  offers.filter(({ sent_at }) => sent_at === undefined || sent_at <= received_at)
/** Those of them that can still be answered. */
export const openOffers = (context: ReplyContext): OfferView[] =>
  seenOffers(context).filter(({ state }) => state === 'open')

/** How many times are offered and can still be chosen. */
export const countOpenOptions = (context: ReplyContext): number =>
  openOffers(context).flatMap(({ options }) => options).length

const inTextOrder = (offer: OfferView) => [...offer.options].sort((a, b) => a.reply_number - b.reply_number)

/** Every option of the offers, in the local time of their clinics. */
export function choicesOf(offers: readonly OfferView[], receivedAt: number): Choice[] {
  return offers.flatMap((offer) => {
    const today = zonedTime(receivedAt, offer.time_zone).toPlainDate()
    return inTextOrder(offer).map((option, index) => {
      const at = zonedTime(option.starts_at, offer.time_zone)
      return {
        offer,
        option,
        position: index + 1,
        month: at.month,
        day: at.day,
        weekday: at.dayOfWeek,
        hour: at.hour,
        minute: at.minute,
        daysAhead: today.until(at.toPlainDate()).days,
        names: new Set(nameWords(option.provider_name)),
      }
    })
  })
}

/** Visits as if they had been offered: to tell whether a day, an hour or a name that a text says is theirs. */
export const visitChoices = (visits: readonly VisitView[], receivedAt: number): Choice[] =>
  choicesOf(
    visits.map(({ appointment_id, starts_at, time_zone, provider_name }) => ({
      offer_id: appointment_id,
      time_zone,
      state: 'open' as const,
      options: [
        {
          option_id: appointment_id,
          // None that anybody types.
          reply_number: 0,
          slot_number: 0,
          starts_at,
          ends_at: starts_at,
          provider_name,
        },
      ],
    })),
    receivedAt,
  )

/** "option 2, Tue Dec 1, 2:00 PM, Dr. Johnson", for evidence. */
export function describeChoice({ offer, option }: Choice): string {
  const day = textDate(option.starts_at, offer.time_zone)
  const time = textTime(option.starts_at, offer.time_zone)
  return `option ${option.reply_number}, ${day}, ${time}, ${textProvider(option.provider_name)}`
}

/** Clock times without am or pm fit both halves of the day; from 13 on they are of 24 hours. */
export function fitsClock(
  choice: Choice,
  clock: { hour: number; minute: number; half?: 'am' | 'pm' },
): boolean {
  if (choice.minute !== clock.minute) return false
  if (clock.half === undefined) {
    return clock.hour > 12 || clock.hour === 0
      ? choice.hour === clock.hour
      : choice.hour % 12 === clock.hour % 12
  }
  return choice.hour === (clock.hour % 12) + (clock.half === 'pm' ? 12 : 0)
}

function fitsPosition(
  choice: Choice,
  which: (Reference & { kind: 'position' })['which'],
  all: Choice[],
): boolean {
  const starts = all.map((other) => other.option.starts_at)
  const isEarliest = choice.option.starts_at === Math.min(...starts)
  const isLatest = choice.option.starts_at === Math.max(...starts)
  switch (which) {
    case 'earliest':
      return isEarliest
    case 'latest':
      return isLatest
    case 'earlier':
      return all.length === 2 && isEarliest
    case 'later':
      return all.length === 2 && isLatest
    case 'middle':
      return all.length === 3 && choice.position === 2
    case 'last':
      // The last line and the latest time must be the same option, else "the last one" is two things.
      return choice.position === all.length && isLatest
  }
}

const DAYS_OF_A_WEEK = 7

/** The options that one reference fits, taken by itself. Ambiguous numbers and ordinals are the caller's business. */
export function fits(choice: Choice, reference: Reference, all: Choice[]): boolean {
  switch (reference.kind) {
    case 'number':
      return choice.option.reply_number === reference.value
    case 'ordinal':
      return choice.position === reference.value
    case 'position':
      return fitsPosition(choice, reference.which, all)
    case 'clock':
      return fitsClock(choice, reference)
    case 'weekday':
      return (
        choice.weekday === reference.weekday &&
        (reference.isThis !== true || choice.daysAhead < DAYS_OF_A_WEEK)
      )
    case 'date':
      return choice.month === reference.month && choice.day === reference.day
    case 'day_of_month':
      return choice.day === reference.day
    case 'relative_day':
      return choice.daysAhead === reference.days
    case 'daypart': {
      const [from, to] = DAYPART_HOURS[reference.part]
      return choice.hour >= from && choice.hour < to
    }
    case 'provider':
      return choice.names.has(reference.name)
    case 'except':
      return !fits(choice, reference.of, all)
  }
}
