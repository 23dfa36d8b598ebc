import type { Work } from './outcome.ts'
import { message, type PeerRequest, tool } from './request.ts'

const PHONE = /(\+?\d[\d\s().-]{6,}\d)/
const ID = '([A-Za-z0-9][A-Za-z0-9._:-]{0,127})'
const WITH = /\bwith\s+((?:(?:dr|doctor|prof)\.?\s+)?[\p{L}'’-]+(?:\s+[\p{Lu}][\p{L}'’-]+)?)/iu

const TIME_WORD =
  /\b(?:(?:not|before|after|at|from|until|by|between)\s+)?(?:(?:the\s+)?day after tomorrow|(?:this|next)\s+\w+|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|mornings?|afternoons?|evenings?|noon|\d{4}-\d{2}-\d{2}|\d{1,2}(?::\d{2})?\s*[ap]\.?m\b)/i
const ENDS = /[\s.,;!?]+$/

/** What a sentence says about time and provider, in the fields of a search: all of it from the first word about time on. */
function wishOf(text: string): Record<string, unknown> {
  const named = WITH.exec(text)
  const rest = named ? text.replace(named[0], ' ') : text
  const first = TIME_WORD.exec(rest)
  const times = first && rest.slice(first.index).replace(/\s+/g, ' ').replace(ENDS, '')
  return {
    ...(times ? { time_preference: times } : {}),
    ...(named?.[1] ? { provider_id: named[1].trim() } : {}),
  }
}

/** The sentence without the number, and without the word that leads to it. */
const withoutPhone = (text: string, phone = '') =>
  text.replace(new RegExp(`(?:\\b(?:to|for)\\s+)?${RegExp.escape(phone)}`, 'i'), ' ')

/** One kind of sentence: what it looks like, and what it asks for. */
type Rule = [RegExp, (match: RegExpExecArray, text: string) => PeerRequest]

const RULES: readonly Rule[] = [
  [
    new RegExp(
      `\\b(?:check|has|did|whether|if)\\b.*\\b(?:respon|repl|answer)\\w*\\b.*\\bconversation\\s+${ID}`,
      'i',
    ),
    (match) => tool('check_sms_response', { conversation_id: trimEnd(match[1]) }),
  ],
  [
    new RegExp(`\\b(?:state|status|history|details?)\\b.*\\bconversation\\s+${ID}`, 'i'),
    (match) => tool('get_conversation_state', { conversation_id: trimEnd(match[1]) }),
  ],
  [
    /\bcancel\b.*\b(?:appointment|visit|booking)\s+([0-9a-f-]{36})/i,
    (match) => message('CANCEL_APPOINTMENT', { appointment_id: match[1] }),
  ],
  [
    /\b(?:move|reschedule)\b.*\b(?:appointment|visit|booking)\s+([0-9a-f-]{36})\s+to\s+(\S+)/i,
    (match) =>
      message('RESCHEDULE_APPOINTMENT', {
        appointment_id: match[1],
        new_slot_details: { start_time: trimEnd(match[2]) },
      }),
  ],
  [
    new RegExp(`\\b(?:send|text|offer)\\b.*\\bto\\b[^+\\d]*${PHONE.source}`, 'i'),
    (match, text) =>
      message('REQUEST_APPOINTMENT', {
        contact: 'sms',
        phone_number: match[1],
        ...wishOf(withoutPhone(text, match[1])),
      }),
  ],
  [
    new RegExp(`\\b(?:book|request|make|schedule|arrange|need)\\b.*\\bfor\\b[^+\\d]*${PHONE.source}`, 'i'),
    (match, text) =>
      message('REQUEST_APPOINTMENT', {
        phone_number: match[1],
        ...wishOf(withoutPhone(text, match[1])),
      }),
  ],
  [
    /\b(?:which|what|any|find|show|list|query|check|are there)\b.*\b(?:free|available|availability|open|slots?|times?)\b/i,
    (_match, text) => message('QUERY_AVAILABILITY', wishOf(text)),
  ],
]

/** In a task that offered times, a number or a word is enough. */
function readChoice(text: string): PeerRequest | null {
  const number =
    /^(?:(?:confirm|take|choose|book|select|accept)\s+)?(?:slot|option|number)?\s*#?(\d{1,2})\.?$/i.exec(text)
  if (number) return message('CONFIRM_SLOT', { slot_number: Number(number[1]) })
  if (/^(?:none|no|decline)\b/i.test(text)) return message('DECLINE_SLOTS', wishOf(text))
  return null
}

const trimEnd = (text: string | undefined): string => (text ?? '').replace(/[.,;:!?]+$/, '')

/** What plain words ask for; null when they are none of the common requests. Deliberately few: nothing is guessed. */
export function parsePlainText(text: string, work: Work | null): PeerRequest | null {
  if (work?.kind === 'peer_chooses') {
    const choice = readChoice(text)
    if (choice) return choice
  }
  for (const [pattern, read] of RULES) {
    const match = pattern.exec(text)
    if (match) return read(match, text)
  }
  return null
}
