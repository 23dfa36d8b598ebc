import { isAbsolute, join } from 'node:path'
import { StartError } from './errors.mjs'
import { ROOT } from './paths.mjs'

const DEFAULT_PORT = '10003'
const DEFAULT_HOST = '0.0.0.0'
const YES = ['true', '1', 'yes', 'on']

const setValue = (environment, name) => environment[name]?.trim() || null

function readPort(text, source) {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (port >= 1 && port <= 65_535) return port
  throw new StartError(`${source} must be a whole number from 1 to 65535.`)
}

/** Where everything that is written to disk goes; a relative DATA_DIR counts from the checkout. */
export function dataDirOf(environment) {
  const folder = setValue(environment, 'DATA_DIR') ?? '.data'
  return isAbsolute(folder) ? folder : join(ROOT, folder)
}

/** What the launcher itself needs to know. The rest of the environment is checked by lib/env.ts. */
export function readSettings(environment, args = {}) {
  const databaseUrl = setValue(environment, 'DATABASE_URL')
  const seedDemo = setValue(environment, 'SEED_DEMO')
  return {
    dataDir: dataDirOf(environment),
    host: args.host ?? setValue(environment, 'HOST') ?? DEFAULT_HOST,
    port: args.port
      ? readPort(args.port, '--port')
      : readPort(setValue(environment, 'PORT') ?? DEFAULT_PORT, 'PORT'),
    databaseUrl,
    isWorkerSeparate: setValue(environment, 'WORKER')?.toLowerCase() === 'separate',
    seedDemo: seedDemo === null ? databaseUrl === null : YES.includes(seedDemo.toLowerCase()),
  }
}
