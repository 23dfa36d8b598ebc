import { z } from 'zod'

/** Building blocks of every wire shape: snake_case, ISO 8601, ids as uuid. */
export const MAX_PAGE_SIZE = 100
export const DEFAULT_PAGE_SIZE = 40
/** Holds a name of 60 characters of four bytes each, as JSON in base64. */
const MAX_CURSOR_LENGTH = 500
export const MAX_REASON_LENGTH = 500

export const id = z.uuid().describe('A uuid.')
export const instant = z.iso
  .datetime({ offset: true, error: 'Use an ISO 8601 time with an offset, like 2026-12-01T10:00:00-05:00.' })
  .describe('ISO 8601 with offset.')
export const localDate = z.iso.date({ error: 'Use a date like 2026-12-01.' })
export const localTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Use a time like 09:00 or 17:30.')
  .describe('Local wall time HH:MM.')
export const timeZone = z.string().min(1).describe('IANA time zone, like America/New_York.')
export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .nullish()
  .describe('The same key and input within 24 h get the first answer; nothing is done twice.')
export const reason = z
  .string()
  .trim()
  .min(3, 'Say why in a few words (at least 3 characters).')
  .max(MAX_REASON_LENGTH)
  .describe('Why, in your own words. Kept in the audit trail.')

/** Of what an answer shows, and, sent back with a change, of what its sender has seen. */
export const version = z.number().int().describe('Grows with each change; also the ETag.')
export const expectedVersion = z
  .number()
  .int()
  .nullish()
  .describe('Refused with 412 when it has changed since this version. If-Match says the same.')

export const named = z.object({ id, name: z.string() })

export const pageQuery = z.object({
  cursor: z.string().max(MAX_CURSOR_LENGTH).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).optional(),
})
