import type { CallToolResult } from '@modelcontextprotocol/server'
import { namedError } from '#lib/core/database-down.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'

/** What a bug looks like from outside. */
export const unexpectedWords = (requestId: string) =>
  `Something went wrong here. It has been noted under ${requestId}.`

/** One text block holds the same JSON as the structured content, for clients that read only text. */
export function successResult(value: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value }
}

/**
 * A failure that the model can act on. No structured content: older clients hold it against the output schema even then.
 * Errors outside the closed list say nothing but the id under which the log has them.
 */
export function errorResult(thrown: unknown, requestId: string): CallToolResult {
  const error = namedError(thrown)
  const body = isSwitchboardError(error)
    ? error.toBody()
    : { code: 'unexpected', message: unexpectedWords(requestId) }
  return { content: [{ type: 'text', text: JSON.stringify({ error: body }) }], isError: true }
}
