import type { CommandLineAccess } from './key-file.ts'

/** What a command ends with when it does not end well. */
export const EXIT = { failed: 1, usage: 2, notRunning: 3 } as const

/** A sentence for the terminal, and the exit code that goes with it. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}

/** Longer than the product takes for anything that the commands ask. */
const TIMEOUT_MS = 60_000

export const HEALTH_PATH = '/api/health'

export type Api = <Answer>(method: string, path: string, body?: object) => Promise<Answer>

async function send(
  access: CommandLineAccess,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  try {
    return await fetch(new URL(path, access.url), {
      method,
      headers: {
        authorization: `Bearer ${access.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch {
    throw new CommandError(
      `Switchboard does not answer at ${access.url}. Start it with npm start.`,
      EXIT.notRunning,
    )
  }
}

/** The API of the running product, with its refusals as sentences. `null` is an answer without a body. */
export const apiOf =
  (access: CommandLineAccess): Api =>
  async <Answer>(method: string, path: string, body?: object) => {
    const response = await send(access, method, path, body)
    const text = await response.text()
    const answer = text === '' ? null : JSON.parse(text)
    // Health answers 503 while a part is down, and says the same otherwise.
    if (response.ok || path === HEALTH_PATH) return answer as Answer
    if (response.status === 401) {
      throw new CommandError(
        'The key of the command line was revoked. Start Switchboard again: it makes a new one.',
      )
    }
    throw new CommandError(String(answer?.message ?? `The product answered ${response.status}.`))
  }
