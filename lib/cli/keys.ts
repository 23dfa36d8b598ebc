import { type App, app } from '#lib/compose.ts'
import { namedError } from '#lib/core/database-down.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { logger } from '#lib/logger.ts'
import { runKeys, UsageError } from './run-keys.ts'

/** `npm run keys -- create | list | rotate | revoke`: API keys, against the database of this installation. */
let own: App | undefined
function open() {
  own = app()
  // Standard output is what the command prints, and nothing else.
  logger.level = 'silent'
  return own.systemCtx()
}

try {
  for (const line of await runKeys(open, process.argv.slice(2))) console.log(line)
} catch (thrown) {
  const error = namedError(thrown)
  const isUsage = error instanceof UsageError
  if (!isUsage && !isSwitchboardError(error)) throw error
  console.error(error.message)
  process.exitCode = isUsage ? 2 : 1
} finally {
  await own?.stop()
}
