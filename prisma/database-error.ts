/** Sentences for what PostgreSQL and the network say; codes of https://www.postgresql.org/docs/18/errcodes-appendix.html */
const SENTENCES: Readonly<Record<string, (place: string) => string>> = {
  ECONNREFUSED: (place) => `DATABASE_URL: nothing answers at ${place}. Is PostgreSQL running there?`,
  ECONNRESET: (place) => `DATABASE_URL: ${place} answers, but not as a PostgreSQL server does.`,
  ENOTFOUND: (place) => `DATABASE_URL: there is no host of the name in ${place}.`,
  EAI_AGAIN: (place) => `DATABASE_URL: the name of the host in ${place} cannot be looked up right now.`,
  ETIMEDOUT: (place) => `DATABASE_URL: ${place} does not answer in time.`,
  EHOSTUNREACH: (place) => `DATABASE_URL: there is no way to ${place}.`,
  '28P01': (place) => `DATABASE_URL: ${place} refuses the user name or password.`,
  '28000': (place) => `DATABASE_URL: ${place} does not let this user in.`,
  '3D000': (place) => `DATABASE_URL: there is no database of that name at ${place}. Create it first.`,
  '42501': (place) =>
    `DATABASE_URL: this user may not set up the database at ${place}: make it the database's owner.`,
  '53100': () => 'The disk of the database is full: free some space and start again. No data was changed.',
  '53300': (place) => `DATABASE_URL: ${place} has no connection left.`,
  '57P03': (place) =>
    `DATABASE_URL: the server at ${place} is starting up or shutting down; try again in a moment.`,
}

const EXPECTED = ['SwitchboardError', 'MigrationError']

/** `host:port` of a database address, never its user or password. */
function placeOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.hostname}:${parsed.port || '5432'}` : 'that address'
}

/** Prisma's engine keeps the words of an error and drops its code. */
function codeInWords(message: string): string[] {
  if (/permission denied/.test(message)) return ['42501']
  return /No space left on device/.test(message) ? ['53100'] : []
}

function codesOf(error: unknown): string[] {
  const found: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, originalCode, errors } = at as { code?: string; originalCode?: string; errors?: unknown[] }
    found.push(
      ...[code, originalCode].filter((value) => typeof value === 'string'),
      ...codeInWords(at.message),
    )
    if (Array.isArray(errors)) found.push(...errors.flatMap(codesOf))
  }
  return found
}

/** One sentence about why a database could not be prepared. Errors that were written for people keep their own words. */
export function describeDatabaseError(error: unknown, url: string): string {
  if (!(error instanceof Error)) return 'Preparing the database failed.'
  if (EXPECTED.includes(error.name)) return error.message
  const known = codesOf(error).find((code) => SENTENCES[code])
  if (known) return SENTENCES[known]?.(placeOf(url)) ?? error.message
  const [line = ''] = error.message.trim().split('\n')
  return `The database could not be prepared: ${line.replace(/\.$/, '')}.`
}
