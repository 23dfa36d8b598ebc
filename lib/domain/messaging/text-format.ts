import { formatClock, formatDay } from '../scheduling/local-time.ts'
import { zonedTime } from '../scheduling/zone.ts'
import type { Language } from './language.ts'
import { formatPhone } from './phone-number.ts'

// CLDR's short names; of our own rather than Intl's, like the English ones. `toAutomatedText` makes "sab" of "sáb".
const WEEKDAYS_ES = ['lun', 'mar', 'mié', 'jue', 'vie', 'sáb', 'dom'] as const
const MONTHS_ES = 'ene feb mar abr may jun jul ago sep oct nov dic'.split(' ')

/** `Tue Dec 1` in the zone, in Spanish `mar 1 dic`. */
export function textDate(instant: number | Date, timeZone: string, language: Language = 'en'): string {
  if (language === 'en') return formatDay(Number(instant), timeZone)
  const at = zonedTime(Number(instant), timeZone)
  return `${WEEKDAYS_ES[at.dayOfWeek - 1]} ${at.day} ${MONTHS_ES[at.month - 1]}`
}

/**
 * `10:00 AM` in the zone, in both languages, with a plain space: the narrow one of Intl would make the text UCS-2. Where
 * the clock of `readerZone` differs then, the zone is named: `10:00 AM EST`.
 */
export function textTime(instant: number | Date, timeZone: string, readerZone: string | null = null): string {
  const clock = formatClock(Number(instant), timeZone)
  if (readerZone === null || hasSameClock(Number(instant), timeZone, readerZone)) return clock
  return `${clock} ${zoneLabel(Number(instant), timeZone)}`
}

const hasSameClock = (instant: number, one: string, other: string) =>
  zonedTime(instant, one).offsetNanoseconds === zonedTime(instant, other).offsetNanoseconds

/** `EST`, or `GMT+1` where English has no letters for the zone. */
function zoneLabel(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(instant)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

const TITLE = /^(?:dr|doctor|prof|professor|mr|mrs|ms|miss|mx|nurse|sister)\b\.?/i
const CREDENTIAL =
  /(?:,|\s)\s*(?:m\.?d|d\.?o|n\.?p|p\.?a(?:-c)?|r\.?n|d\.?d\.?s|d\.?m\.?d|d\.?p\.?m|ph\.?d|psy\.?d|pharm\.?d|l\.?c\.?s\.?w|d\.?p\.?t|p\.?t|o\.?t|o\.?d)\.?$/i

/** How a provider is called in a text: `Smith` is `Dr. Smith`; a name with a title or a degree stays as it is. */
export function textProvider(name: string): string {
  const tidied = oneLine(name)
  return TITLE.test(tidied) || CREDENTIAL.test(tidied) ? tidied : `Dr. ${tidied}`
}

/** A value that came from a form or a caller: one line, no control characters, so that it cannot forge lines of a text. */
export const oneLine = (value: string): string => value.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()

/** A clinic's number as people dial it; anything that is not E.164 is shown as it was entered. */
export const textPhone = (number: string): string =>
  /^\+\d+$/.test(number) ? formatPhone(number) : oneLine(number)
