import { parseArgs } from 'node:util'
import type { Ctx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { SCOPES } from '#lib/domain/permissions.ts'
import type { ApiKeyView, CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { listApiKeys } from '#lib/services/api-key/list.ts'
import { revokeApiKey } from '#lib/services/api-key/revoke.ts'
import { rotateApiKey } from '#lib/services/api-key/rotate.ts'
import { clinicsInScope } from '#lib/services/clinic/list.ts'

const USAGE = [
  'npm run keys -- create --name NAME --scopes SCOPE,SCOPE [--clinic NAME-OR-ID] [--expires-in-days DAYS]',
  'npm run keys -- list',
  'npm run keys -- rotate ID [--overlap-hours HOURS]   the old key works on for so long, 24 hours by default',
  'npm run keys -- revoke ID',
  '',
  '--json prints the answer of the API instead of words; --help prints this. Exit codes: 0 done, 1 not done, 2 not understood.',
  `Scopes: ${SCOPES.join(' ')}`,
]
const OPTIONS = {
  name: { type: 'string' },
  scopes: { type: 'string' },
  clinic: { type: 'string' },
  'expires-in-days': { type: 'string' },
  'overlap-hours': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What was typed cannot be a command; the message holds the usage. */
export class UsageError extends Error {
  constructor(problem: string) {
    super([problem, ...USAGE].join('\n'))
    this.name = 'UsageError'
  }
}

function readArgs(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    // Its own message names the option that is unknown or lacks a value.
    throw new UsageError((error as Error).message)
  }
}
type Values = ReturnType<typeof readArgs>['values']

async function clinicId(ctx: Ctx, wanted: string | undefined): Promise<string | null> {
  if (wanted === undefined) return null
  const clinics = await clinicsInScope(ctx)
  const found = clinics.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase())
  if (found) return found.id
  const names = clinics.map(({ name }) => name).join(', ')
  throw invalidInput(`There is no clinic ${wanted}. There is ${names || 'none yet'}.`, 'clinic')
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text))

/** Prints the key on a line of its own, so that a script can take it. */
const shownOnce = (what: string, { key }: CreatedApiKeyView) => [
  what,
  'This is the only time it is shown:',
  key,
]

async function create(ctx: Ctx, values: Values) {
  const made = await createApiKey(ctx, {
    name: values.name ?? '',
    scopes: (values.scopes ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean),
    clinic_id: await clinicId(ctx, values.clinic),
    expires_in_days: numberOf(values['expires-in-days']),
  })
  const reach = made.clinic?.name ?? 'all clinics'
  return { result: made, lines: shownOnce(`Made the key "${made.name}" (${made.id}) for ${reach}.`, made) }
}

function lineOf(key: ApiKeyView, now: number): string {
  const isOver = key.expires_at !== null && Date.parse(key.expires_at) <= now
  const state = key.revoked_at ? 'revoked' : isOver ? 'expired' : 'active'
  const used = key.last_used_at ? `last used ${key.last_used_at.slice(0, 16)}Z` : 'never used'
  const where = key.clinic?.name ?? 'all clinics'
  const end = key.expires_at && state === 'active' ? `  ends ${key.expires_at.slice(0, 16)}Z` : ''
  const warning = key.warning ? `  ! ${key.warning}` : ''
  return `${key.id}  ${state}  ${key.prefix}…  ${key.name}  ${where}  ${key.scopes.join(',')}  ${used}${end}${warning}`
}

async function list(ctx: Ctx) {
  const keys = await listApiKeys(ctx)
  const lines = keys.map((key) => lineOf(key, ctx.systemNow()))
  return { result: keys, lines: keys.length === 0 ? ['There are no keys yet.'] : lines }
}

async function rotate(ctx: Ctx, key_id: string, values: Values) {
  const made = await rotateApiKey(ctx, { key_id, overlap_hours: numberOf(values['overlap-hours']) })
  const words = `Made the next key of "${made.name}" (${made.id}). The old one works on for ${values['overlap-hours'] ?? 24} h.`
  return { result: made, lines: shownOnce(words, made) }
}

async function revoke(ctx: Ctx, key_id: string) {
  const key = await revokeApiKey(ctx, { key_id })
  return { result: key, lines: [`Revoked the key "${key.name}". It opens nothing from now on.`] }
}

function run(ctx: Ctx, [command, id]: string[], values: Values) {
  if (command === 'create') return create(ctx, values)
  if (command === 'list') return list(ctx)
  if (id !== undefined && command === 'rotate') return rotate(ctx, id, values)
  if (id !== undefined && command === 'revoke') return revoke(ctx, id)
  if (command === undefined) throw new UsageError('A command is missing.')
  const needsId = command === 'rotate' || command === 'revoke'
  throw new UsageError(needsId ? `Name the key to ${command} by its ID.` : `${command} is no command.`)
}

/**
 * Does what the arguments say and returns the lines to print; help needs no `open` context. Throws UsageError for what is
 * no command.
 */
export async function runKeys(open: () => Ctx, args: string[]): Promise<string[]> {
  const { values, positionals } = readArgs(args)
  if (values.help) return USAGE
  const { result, lines } = await run(open(), positionals, values)
  return values.json ? [JSON.stringify(result, null, 2)] : lines
}
