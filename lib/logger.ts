import pino from 'pino'

const makeLogger = () =>
  pino({
    level: 'info',
    base: undefined,
    redact: {
      paths: [
        'body',
        'phone',
        'phone_number',
        'to',
        'from',
        'authorization',
        '*.body',
        '*.phone_number',
        '*.authorization',
        '*.password',
        'config',
      ],
      censor: '[redacted]',
    },
  })

/** Next gives instrumentation, pages and routes separate instances of this module; the level is set in one of them. */
const holder = globalThis as typeof globalThis & { switchboardLogger?: pino.Logger }
holder.switchboardLogger ??= makeLogger()

/**
 * JSON lines on standard output. Fields are listed where they are logged, and never hold message bodies, phone numbers
 * or credentials; the redaction is the second wall, not the first. compose.ts sets the level from LOG_LEVEL.
 */
export const logger = holder.switchboardLogger

/** What of an unknown error may be logged: its class, its code and where it was thrown, never its message's data. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as { code?: unknown }).code
  return {
    error: error.name,
    code: typeof code === 'string' ? code : undefined,
    at: error.stack
      ?.split('\n')
      .map((line) => line.trim())
      // The further lines of a long message stand in the stack too.
      .filter((line) => line.startsWith('at '))
      .slice(0, 5),
  }
}
