import { SENTINEL_NUMBERS } from '#lib/gateways/sms/mock.ts'
import type { FakeAnswer } from './fake-server.ts'
import { twilioError } from './twilio-wire.ts'

/** Fields of Messages.create that the fake takes. Twilio drops others silently; the fake refuses them, to find typing errors. */
const KNOWN_FIELDS = new Set([
  'To',
  'From',
  'MessagingServiceSid',
  'Body',
  'MediaUrl',
  'ContentSid',
  'ContentVariables',
  'StatusCallback',
  'ValidityPeriod',
  'SmartEncoded',
  'ScheduleType',
  'SendAt',
  'ContentRetention',
  'AddressRetention',
  'MessageIntent',
  'RiskCheck',
])

const MAX_BODY_CHARACTERS = 1600
const MAX_VALIDITY_SECONDS = 36_000

export interface Senders {
  numbers: readonly string[]
  messagingServices: readonly string[]
}

function checkSender(form: URLSearchParams, senders: Senders): FakeAnswer | null {
  const from = form.get('From')
  const service = form.get('MessagingServiceSid')
  if (!from && !service) return twilioError(21603, "A 'From' phone number is required.")
  if (service && !senders.messagingServices.includes(service)) {
    return twilioError(21705, `The Messaging Service Sid ${service} is invalid.`)
  }
  if (from && !senders.numbers.includes(from)) {
    return twilioError(21606, `The 'From' phone number ${from} is not a valid, SMS-capable number.`)
  }
  return null
}

function checkContent(form: URLSearchParams): FakeAnswer | null {
  const body = form.get('Body') ?? ''
  if (body === '' && !form.has('MediaUrl') && !form.has('ContentSid')) {
    return twilioError(21602, 'Message body is required.')
  }
  if ([...body].length > MAX_BODY_CHARACTERS) {
    return twilioError(21617, `The concatenated message body exceeds the 1600 character limit: ${body}`)
  }
  const callback = form.get('StatusCallback')
  if (callback !== null && !/^https?:\/\/[^_/]+(\/|$)/.test(callback)) {
    return twilioError(21609, `The StatusCallback URL ${callback} is not a valid URL.`)
  }
  const validity = Number(form.get('ValidityPeriod') ?? 1)
  return validity >= 1 && validity <= MAX_VALIDITY_SECONDS
    ? null
    : twilioError(21635, 'ValidityPeriod is not in range.')
}

/** What POST Messages.json refuses, in Twilio's words; null for a text that may go on. */
export function checkCreate(form: URLSearchParams, senders: Senders): FakeAnswer | null {
  const unknown = [...form.keys()].find((key) => !KNOWN_FIELDS.has(key))
  if (unknown !== undefined) return twilioError(20001, `Unknown parameter ${unknown}.`)
  const to = form.get('To')
  if (!to) return twilioError(21604, "A 'To' phone number is required.")
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return twilioError(21211, `Invalid 'To' Phone Number: ${to}`)
  return checkSender(form, senders) ?? checkContent(form)
}

/** The refusal that belongs to a sentinel number on this try (1 is the first); null for all other numbers. */
export function sentinelRefusal(to: string, attempt: number): FakeAnswer | null {
  const refuse = SENTINEL_NUMBERS[to]?.refuse
  if (refuse === undefined || (refuse.onlyFirst && attempt > 1)) return null
  const answer = twilioError(Number(refuse.code), `The number ${to} ${SENTINEL_NUMBERS[to]!.words}.`)
  return answer.status === 429 ? { ...answer, headers: { 'retry-after': '7' } } : answer
}
