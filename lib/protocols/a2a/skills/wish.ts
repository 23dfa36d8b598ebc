import { z } from 'zod'
import { invalidInput } from '#lib/domain/errors.ts'
import { foldText } from '#lib/domain/messaging/fold-text.ts'
import { tokenize } from '#lib/domain/messaging/reply/tokens.ts'
import { readWish as readWords } from '#lib/domain/messaging/reply/wish.ts'
import { ANY_TIME, type TimeWish, wishWindow } from '#lib/domain/scheduling/time-wish.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import type { KeptSearch, OfferedSlot } from './outcome.ts'

const word = z.string().trim().min(1).max(120)

/** The words of the A2A design: an object, or one text such as "tomorrow afternoon". */
export const timePreference = z.union([
  word,
  z.object({
    type: z.string().max(40).nullish(),
    date: word.nullish(),
    time_of_day: word.nullish(),
    day_of_week: z.union([word, z.array(word).max(7)]).nullish(),
    days: z.number().int().min(1).max(60).nullish(),
  }),
])
type TimePreference = z.output<typeof timePreference>

interface Place {
  now: number
  /** IANA zone of the clinic. */
  zone: string
  /** What was offered last: "earlier" and "later" are measured against it. */
  offered?: readonly OfferedSlot[]
}

/** Any time will do; the reader of patients' texts wants to hear of which. */
const ANY = /^(?:any ?time|whenever|flexible)$/i

/** The fields of the design as one text, which is read as a patient's would be. */
function textOf(wish: TimePreference): string {
  if (typeof wish === 'string') return wish
  const days = [wish.day_of_week].flat().filter((each) => typeof each === 'string')
  return [days.join(' or '), wish.date, wish.time_of_day].filter(Boolean).join(' ')
}

function wordsOf(text: string, { now, zone, offered = [] }: Place): TimeWish {
  if (text === '' || ANY.test(text)) return ANY_TIME
  const twoDaysOn = zonedTime(now, zone).toPlainDate().add({ days: 2 }).toString()
  const options = offered.map((slot) => ({
    option_id: slot.slot_id,
    reply_number: slot.slot_number,
    slot_number: slot.slot_number,
    starts_at: Date.parse(slot.start_time),
    ends_at: Date.parse(slot.end_time),
    provider_name: slot.provider_name,
  }))
  const read = readWords(tokenize(foldText(text.replace(/\b(?:the )?day after tomorrow\b/gi, twoDaysOn))), {
    offers: [{ offer_id: 'peer', time_zone: zone, state: 'open', options }],
    is_opted_out: false,
    now,
    received_at: now,
  })
  if (read !== null) return read.wish
  throw invalidInput(
    `${JSON.stringify(text)} says no time that is understood here. Use today, tomorrow, next week, a weekday, a date like 2026-12-01, morning, afternoon or evening, or before or after 3 pm.`,
    'request_details.time_preference',
  )
}

/** A day that is named in a `flexible_date` is the first that suits. */
function fromThatDay(wish: TimeWish): TimeWish {
  const [first] = wish.dates.toSorted()
  return first === undefined ? wish : { ...wish, dates: [], from_date: first }
}

/**
 * What a peer wishes, as a search understands it: read by the reader of patients' texts, relative words resolved in the
 * clinic's zone from its `now`. A day that is named as a text, or as `specific_date`, is that day alone. Throws
 * `invalid_input` for words that say no time, or one that is past or too far ahead.
 */
export function readWish(wish: TimePreference | null | undefined, place: Place): KeptSearch['preferences'] {
  if (!wish) return {}
  const isText = typeof wish === 'string'
  const said = wordsOf(textOf(wish).trim(), place)
  const meant = !isText && wish.type === 'flexible_date' ? fromThatDay(said) : said
  const window = wishWindow(meant, place)
  if (window === null) {
    throw invalidInput(
      'This time is past, or too far ahead to be offered.',
      'request_details.time_preference',
    )
  }
  const [part, ...others] = meant.times_of_day
  return {
    ...window,
    ...(!isText && wish.days ? { days: wish.days } : {}),
    ...(part && others.length === 0 ? { time_of_day: part } : {}),
    ...(meant.weekdays.length > 0 ? { weekdays: meant.weekdays } : {}),
    wish: meant,
  }
}
