import type { z } from 'zod'
import { invalidInput } from '#lib/domain/errors.ts'
import { inputFault } from './input-fault.ts'

/**
 * Reads a verb's input. The first problem becomes `invalid_input` with the field's path; what was typed is not echoed,
 * since it may be a patient's.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: inputFault })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.map(String).join('.') || undefined
  throw invalidInput(
    field ? `${field}: ${issue?.message}` : (issue?.message ?? 'The input could not be read.'),
    field,
  )
}
