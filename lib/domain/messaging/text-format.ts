import { formatClock, formatDay } from '../scheduling/local-time.ts'
import { formatPhone } from './phone-number.ts'

/** `Tue Dec 1` in the zone. */
export const textDate = (instant: number | Date, timeZone: string): string =>
  formatDay(Number(instant), timeZone)

/** `10:00 AM` in the zone, with a plain space: the narrow one of Intl would make the text UCS-2. */
export const textTime = (instant: number | Date, timeZone: string): string =>
  formatClock(Number(instant), timeZone)

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
