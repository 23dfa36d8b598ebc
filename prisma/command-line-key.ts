import { writeFileSync } from 'node:fs'
import { commandLineFile, readAccess } from '#lib/cli/key-file.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { Env } from '#lib/env.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'

const SCOPES = ['conversations:read', 'sms:send', 'sms:simulate', 'settings:write']

/**
 * The key that `npm run sms` shows the running product, in a file that only this user reads, with the address it runs at.
 * One that still works is kept; it can be revoked like any other, and the next start makes a new one.
 */
export async function ensureCommandLineKey(ctx: Ctx, { dataDir, localUrl }: Env): Promise<void> {
  const known = readAccess(dataDir)
  const isGood = known !== null && (await checkApiKey(ctx, known.key, null)) !== null
  if (isGood && known.url === localUrl) return
  const key = isGood
    ? known.key
    : (await createApiKey(ctx, { name: 'Command line', scopes: SCOPES, clinic_id: null })).key
  writeFileSync(commandLineFile(dataDir), `${JSON.stringify({ url: localUrl, key })}\n`, { mode: 0o600 })
}
