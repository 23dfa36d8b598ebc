/** Phones and mail apps add what the patient did not type: quotes, signatures, our own text. This takes it off again. */

const SENT_FROM =
  /^(?:sent from (?:my|mail|yahoo)|sent via|sent with|get outlook for|enviado desde) ?.{0,60}$/i
const SIGNATURE_DELIMITER = /^-- ?$/
const ORIGINAL_MESSAGE = /^-{2,10} ?(?:original|forwarded) message ?-{2,10}$/i
const WROTE = /^on .{4,120} wrote:$/i

const OUR_HEADER =
  /^.{1,80}: (?:appointment times for|other times for|that time was just taken|those times are no longer held|an? (?:earlier )?time opened for)\b/i
const OUR_OPTION = /^\d{1,2}\. (?:mon|tue|wed|thu|fri|sat|sun) [a-z]{3} \d{1,2}, \d{1,2}:\d\d (?:am|pm), /i
const OUR_ANSWER_LINE = /^reply \d{1,2}\b.{0,60}\bor none\..{0,40}$/i

/** A phone that reacts to a text sends the reaction as words around the whole text: it is no answer. */
const REACTION =
  /^(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|removed an? [a-z]+ from|reacted .{1,12} to) ?["'\u201c\u201d\u00ab]/i

export const isReaction = (text: string): boolean => REACTION.test(text.trim())

/** Our own lines go only when the whole text of the offer was quoted; one copied option line is an answer. */
function withoutOurText(lines: string[]): string[] {
  const isQuoted = lines.some((line) => OUR_HEADER.test(line) || OUR_ANSWER_LINE.test(line))
  if (!isQuoted) return lines
  return lines.filter(
    (line) => !OUR_HEADER.test(line) && !OUR_OPTION.test(line) && !OUR_ANSWER_LINE.test(line),
  )
}

/** What the patient typed. Empty when nothing but quotes is left. */
export function typedText(text: string): string {
  const kept: string[] = []
  for (const line of text.split(/\r\n?|[\n\u2028\u2029]/)) {
    const tidy = line.trim()
    const endsHere = [SIGNATURE_DELIMITER, SENT_FROM, ORIGINAL_MESSAGE, WROTE].some((end) => end.test(tidy))
    if (endsHere) break
    if (!tidy.startsWith('>')) kept.push(tidy)
  }
  return withoutOurText(kept).join('\n').trim()
}
