import { z } from 'zod'
import { TOPIC_ARN } from './domain/messaging/webhook.ts'

// How each kind of environment variable is written: empty is unset, and what is wrong is said in words that follow its name.

export const MIN_SECRET_CHARACTERS = 32
/** As for every login (domain/staff). */
const MIN_PASSWORD_CHARACTERS = 12
const ENCRYPTION_KEY_BYTES = 32
const MICROS = 1_000_000
const MAX_SEGMENTS_PER_SECOND = 1_000

/** Empty means unset, as in a line of `.env` that has no value. */
export const text = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined)

export const boolean = (fallback: boolean) =>
  text.transform((value, context) => {
    if (value === undefined) return fallback
    if (['true', '1', 'yes', 'on'].includes(value.toLowerCase())) return true
    if (['false', '0', 'no', 'off'].includes(value.toLowerCase())) return false
    context.addIssue('must be true or false')
    return z.NEVER
  })

export const whole = (fallback: number, least: number, most: number) =>
  text.transform((value, context) => {
    const number = value === undefined ? fallback : /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (number >= least && number <= most) return number
    context.addIssue(`must be a whole number from ${least} to ${most}`)
    return z.NEVER
  })

/** `30%` or `0.3`. */
export const share = (fallback: number) =>
  text.transform((value, context) => {
    const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(value ?? String(fallback))
    const number = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN
    if (number >= 0 && number <= 1) return number
    context.addIssue('must be a share such as 30% or 0.3')
    return z.NEVER
  })

const MAX_TOKEN_PRICE = 1_000
/** US dollars for a million tokens, which is millionths of a dollar for one. */
export const tokenPrice = (fallback: number) =>
  text.transform((value, context) => {
    const number = value === undefined ? fallback : /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    if (number >= 0 && number <= MAX_TOKEN_PRICE) return number
    context.addIssue('must be a price in US dollars for a million tokens, such as 1.25')
    return z.NEVER
  })

/** US dollars per segment, kept as whole millionths. */
export const dollars = (fallback: number) =>
  text.transform((value, context) => {
    const number = value === undefined ? fallback : /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    if (number >= 0 && number < 10) return Math.round(number * MICROS)
    context.addIssue('must be a price in US dollars per segment, such as 0.0075')
    return z.NEVER
  })

/** Text segments per second; carriers also sell fractions. */
export const perSecond = (fallback: number) =>
  text.transform((value, context) => {
    const number = value === undefined ? fallback : /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    if (number >= 0 && number <= MAX_SEGMENTS_PER_SECOND) return number
    context.addIssue(`must be segments per second from 0 (no limit) to ${MAX_SEGMENTS_PER_SECOND}, such as 1`)
    return z.NEVER
  })

export const oneOf = <const T extends string>(fallback: T, ...choices: T[]) =>
  text.transform((value, context) => {
    const choice = value === undefined ? fallback : choices.find((known) => known === value.toLowerCase())
    if (choice !== undefined) return choice
    context.addIssue(`must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`)
    return z.NEVER
  })

/** An address without a path, as `https://clinic.example`. */
export const origin = text.transform((value, context) => {
  if (value === undefined) return null
  const url = URL.parse(value)
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) return url.origin
  context.addIssue('must be an address such as https://clinic.example, without a path')
  return z.NEVER
})

/** An address that tokens are trusted by: https, or plain http on this machine. Kept as it is written. */
export const trustedUrl = text.transform((value, context) => {
  const url = URL.parse(value ?? '')
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (value === undefined || url?.protocol === 'https:' || (isLocal && url.protocol === 'http:')) return value
  context.addIssue('must be an https address such as https://login.example')
  return z.NEVER
})

const required = (what: string) =>
  text.transform((value, context) => {
    if (value !== undefined) return value
    context.addIssue(`must be set: ${what}`)
    return z.NEVER
  })

export const databaseUrl = required('the address of the PostgreSQL database').transform((value, context) => {
  const url = URL.parse(value)
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return value
  context.addIssue('must be an address such as postgresql://user:password@host:5432/database')
  return z.NEVER
})

export const encryptionKey = required('32 random bytes in base64').transform((value, context) => {
  if (Buffer.from(value, 'base64').length === ENCRYPTION_KEY_BYTES) return value
  context.addIssue('must be 32 bytes in base64; `openssl rand -base64 32` makes one')
  return z.NEVER
})

export const authSecret = required('a long random text').transform((value, context) => {
  if (value.length >= MIN_SECRET_CHARACTERS) return value
  context.addIssue(`must have at least ${MIN_SECRET_CHARACTERS} characters`)
  return z.NEVER
})

export const redisUrl = text.transform((value, context) => {
  if (value === undefined) return null
  const url = URL.parse(value)
  if (url && /^rediss?:$/.test(url.protocol)) return value
  context.addIssue('must be an address such as redis://localhost:6379')
  return z.NEVER
})

/** `20:00-08:00`, or `off`. */
export const quietHours = text.transform((value, context) => {
  if (value?.toLowerCase() === 'off') return null
  const hours = value ?? '20:00-08:00'
  if (/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(hours)) return hours
  context.addIssue('must be hours such as 20:00-08:00, or off')
  return z.NEVER
})

export const commaList = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

export const topicArns = text.transform((value, context) => {
  const arns = commaList(value)
  if (arns.every((arn) => TOPIC_ARN.test(arn))) return arns
  context.addIssue(
    'must be topics such as arn:aws:sns:us-east-1:123456789012:incoming-sms, with commas between',
  )
  return z.NEVER
})

/** Two while one takes the place of the other. */
const MAX_EVENTBRIDGE_KEYS = 2
export const eventBridgeKeys = text.transform((value, context) => {
  const keys = commaList(value)
  if (keys.length <= MAX_EVENTBRIDGE_KEYS && keys.every((key) => key.length >= MIN_SECRET_CHARACTERS))
    return keys
  context.addIssue(
    `must be one or two keys of at least ${MIN_SECRET_CHARACTERS} characters, with a comma between`,
  )
  return z.NEVER
})

export const demoPassword = text.refine(
  (value) => value === undefined || value.length >= MIN_PASSWORD_CHARACTERS,
  `must have at least ${MIN_PASSWORD_CHARACTERS} characters`,
)
