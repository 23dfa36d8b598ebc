import { parseArgs } from 'node:util'
import type { Ctx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { SCOPES } from '#lib/domain/permissions.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { listApiKeys } from '#lib/services/api-key/list.ts'
import { revokeApiKey } from '#lib/services/api-key/revoke.ts'
import { clinicsInScope } from '#lib/services/clinic/list.ts'

const USAGE = [
  'npm run keys -- create --name NAME --scopes SCOPE,SCOPE [--clinic NAME-OR-ID] [--expires-in-days DAYS]',
  'npm run keys -- list',
  'npm run keys -- revoke ID',
  '',
  `Scopes: ${SCOPES.join(' ')}`,
]

async function clinicId(ctx: Ctx, wanted: string | undefined): Promise<string | null> {
  if (wanted === undefined) return null
  const clinics = await clinicsInScope(ctx)
  const found = clinics.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase())
  if (found) return found.id
  const names = clinics.map(({ name }) => name).join(', ')
  throw invalidInput(`There is no clinic ${wanted}. There is ${names || 'none yet'}.`, 'clinic')
}

/** Prints the key on a line of its own, so that a script can take it. */
async function create(ctx: Ctx, args: string[]): Promise<string[]> {
  const { values } = readArgs(args)
  const days = values['expires-in-days']
  const { key, ...view } = await createApiKey(ctx, {
    name: values.name ?? '',
    scopes: (values.scopes ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean),
    clinic_id: await clinicId(ctx, values.clinic),
    expires_in_days: days === undefined ? null : Number(days),
  })
  return [
    `Made the key "${view.name}" (${view.id}) for ${view.clinic?.name ?? 'all clinics'}.`,
    'This is the only time it is shown:',
    key,
  ]
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string' },
        clinic: { type: 'string' },
        'expires-in-days': { type: 'string' },
      },
    })
  } catch (error) {
    // Its own message names the option that is unknown or lacks a value.
    throw invalidInput(`${(error as Error).message}\n${USAGE.join('\n')}`)
  }
}

async function list(ctx: Ctx): Promise<string[]> {
  const keys = await listApiKeys(ctx)
  if (keys.length === 0) return ['There are no keys yet.']
  const now = ctx.systemNow()
  return keys.map((key) => {
    const isOver = key.expires_at !== null && Date.parse(key.expires_at) <= now
    const state = key.revoked_at ? 'revoked' : isOver ? 'expired' : 'active'
    const used = key.last_used_at ? `last used ${key.last_used_at.slice(0, 16)}Z` : 'never used'
    const where = key.clinic?.name ?? 'all clinics'
    return `${key.id}  ${state}  ${key.prefix}…  ${key.name}  ${where}  ${key.scopes.join(',')}  ${used}`
  })
}

async function revoke(ctx: Ctx, [id]: string[]): Promise<string[]> {
  if (id === undefined) throw invalidInput(USAGE.join('\n'))
  const key = await revokeApiKey(ctx, { key_id: id })
  return [`Revoked the key "${key.name}". It opens nothing from now on.`]
}

/** Does what the arguments say and returns the lines to print. Throws `invalid_input` with the usage for anything else. */
export async function runKeys(ctx: Ctx, [command, ...args]: string[]): Promise<string[]> {
  if (command === 'create') return create(ctx, args)
  if (command === 'list') return list(ctx)
  if (command === 'revoke') return revoke(ctx, args)
  throw invalidInput(USAGE.join('\n'))
}
