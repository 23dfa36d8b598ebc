import type { z } from 'zod'

type Fault = z.core.$ZodRawIssue

const KIND_WORDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const FORMAT_WORDS: Record<string, string> = {
  uuid: 'a UUID, such as 0192f0c1-7d5b-7c3a-9b1e-3f2a6c8d4e10',
  datetime: 'a date and time with its zone, such as 2026-12-01T10:15:00-05:00',
  date: 'a date, such as 2026-12-01',
  time: 'a time of day, such as 09:30',
  url: 'a web address',
  email: 'an email address',
}

const kindWords = (expected: string): string => KIND_WORDS[expected] ?? `of type ${expected}`
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

/** Of what a limit counts: characters of a text, items of a list, or the number itself. */
function amount(origin: string, limit: number | bigint): string {
  if (origin === 'string') return counted(Number(limit), 'character')
  if (origin === 'array' || origin === 'set') return counted(Number(limit), 'item')
  return String(limit)
}

function limitWords(fault: Extract<Fault, { code: 'too_small' | 'too_big' }>): string {
  const [word, limit] = fault.code === 'too_small' ? ['at least', fault.minimum] : ['at most', fault.maximum]
  if (fault.inclusive !== false) return `Must be ${word} ${amount(fault.origin, limit)}.`
  return `Must be ${fault.code === 'too_small' ? 'more' : 'less'} than ${amount(fault.origin, limit)}.`
}

/**
 * A fault of an input in a sentence that says what would be right, where its schema says nothing of its own. What was sent
 * is never repeated: it may be a patient's. Undefined leaves the library's words. Form: https://zod.dev/error-customization
 */
export function inputFault(fault: Fault): string | undefined {
  if (fault.code === 'invalid_type') {
    return fault.input === undefined
      ? `Missing. Send ${kindWords(fault.expected)}.`
      : `Must be ${kindWords(fault.expected)}.`
  }
  if (fault.code === 'invalid_value') {
    const choices = fault.values.map(String).join(', ')
    return `${fault.input === undefined ? 'Missing. Send' : 'Must be'} ${fault.values.length === 1 ? choices : `one of: ${choices}`}.`
  }
  if (fault.code === 'too_small' || fault.code === 'too_big') return limitWords(fault)
  if (fault.code === 'unrecognized_keys') return `Not known here: ${fault.keys.join(', ')}. Leave it out.`
  if (fault.code === 'invalid_union' && fault.input === undefined) return 'Missing.'
  const format = fault.code === 'invalid_format' ? FORMAT_WORDS[fault.format] : undefined
  return format === undefined ? undefined : `Must be ${format}.`
}
