import { z } from 'zod'
import { invalidInput } from '#lib/domain/errors.ts'
import { MAX_PAGE_SIZE } from '#lib/domain/wire.ts'

/** Fields that several tools share: plain types, null as good as absent. */
export const providerField = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .describe('Full name, surname or id, with or without title.')
export const serviceField = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .nullish()
  .describe('Name or id of the service. By default the clinic’s default one.')
export const dateField = z.string().max(40).describe('YYYY-MM-DD, in the clinic’s time zone.')
export const timeField = z
  .string()
  .max(40)
  .describe('10:00 AM or 10:00, in the clinic’s time zone, unless an offset is given: 10:00-05:00.')
export const uuidField = (what: string) => z.uuid(`Use the ${what}’s id, a uuid.`)
export const appointmentField = uuidField('appointment').describe('The appointment’s id.')
export const notifyField = z
  .boolean()
  .nullish()
  .describe('Whether the patient is told by text; true by default. A patient who opted out is never texted.')
export const versionField = z
  .number()
  .int()
  .nullish()
  .describe('Refused when the appointment has changed since this version.')
export const cursorField = z.string().max(500).nullish().describe('The next_cursor of the page before.')
export const limitField = (fallback: number) =>
  z.number().int().min(1).max(MAX_PAGE_SIZE).nullish().describe(`How many at most; ${fallback} by default.`)
export const nextCursor = z
  .string()
  .nullable()
  .describe('Give it back as cursor for the next page; null: no more.')

/** Throws `invalid_input` unless exactly one of two ways to say something was used. */
export function requireOne(first: unknown, second: unknown, names: readonly [string, string]): void {
  if ((first == null) !== (second == null)) return
  throw invalidInput(`Give ${names[0]} or ${names[1]}, one of the two.`, names[0])
}

/** How the verbs' fields are called in tools that take a date, a time and names. */
export const VERB_FIELDS: Readonly<Record<string, string>> = {
  starts_at: 'date',
  provider_id: 'provider',
  service_type_id: 'service',
}
