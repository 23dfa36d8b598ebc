import { z } from 'zod'
import { ERROR_STATUS, type ErrorCode } from '#lib/domain/errors.ts'

const CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]

/** Every refusal: RFC 9457, with our own members beside the standard's. */
export const problemView = z
  .object({
    type: z.string().describe('Always about:blank; `code` tells problems apart.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum([...CODES, 'unexpected']),
    message: z.string().describe('What is wrong and what would be right, in words for a person.'),
    field: z.string().optional().describe('The input that the message is about, like `slots.0.starts_at`.'),
    legal: z.array(z.string()).optional().describe('What would have been accepted instead.'),
    retry_after_seconds: z.number().int().optional(),
    request_id: z.string().describe('Under this id the log of the installation has it.'),
  })
  .describe('A refusal, as RFC 9457 has it.')
