import { spawn } from 'node:child_process'
import { databaseUrls, hasDatabase, readDatabaseNote } from './lib/database.mjs'
import { loadEnvironment } from './lib/env-file.mjs'
import { explain, StartError } from './lib/errors.mjs'
import { nodePath, ROOT } from './lib/paths.mjs'
import { ensureSecrets } from './lib/secrets.mjs'
import { readSettings } from './lib/settings.mjs'

/** As the commands themselves end when the product does not answer. */
const NOT_RUNNING = 3
/** Who only wants to know how a command is used has perhaps started nothing yet. */
const asksForHelp = process.argv.slice(3).some((word) => word === '--help' || word === '-h')

/**
 * Runs one of the product's own scripts beside a running `npm start`, with the same configuration: `.env`, the secrets
 * and the embedded database of DATA_DIR. `npm run worker` and `npm run keys` go through here.
 */
function environmentOfProduct() {
  const environment = loadEnvironment(ROOT)
  const { dataDir, databaseUrl } = readSettings(environment)
  const isEmbedded = databaseUrl === null
  if (isEmbedded && !hasDatabase(dataDir)) {
    throw new StartError(`There is no database in ${dataDir} yet: run \`npm start\` first.`)
  }
  const secrets = ensureSecrets(dataDir, { hasData: isEmbedded })
  const set = (name, fallback) => environment[name]?.trim() || fallback
  return {
    ...environment,
    ...(isEmbedded
      ? { DATABASE_URL: databaseUrls(secrets, readDatabaseNote(dataDir).port).DATABASE_URL }
      : {}),
    DATA_DIR: dataDir,
    NODE_ENV: 'production',
    NEXTAUTH_SECRET: set('NEXTAUTH_SECRET', secrets.nextAuthSecret),
    DATA_ENCRYPTION_KEY: set('DATA_ENCRYPTION_KEY', secrets.dataEncryptionKey),
  }
}

try {
  const env = asksForHelp ? process.env : environmentOfProduct()
  const child = spawn(nodePath(), process.argv.slice(2), { cwd: ROOT, env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code, signal) => process.exit(signal ? 1 : code))
} catch (error) {
  console.error(explain(error))
  process.exitCode = error instanceof StartError ? NOT_RUNNING : 1
}
