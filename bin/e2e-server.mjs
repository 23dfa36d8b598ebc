import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './lib/paths.mjs'

/**
 * The product for browser tests: the demo clinic in a data directory of its own, on the mock gateway, with the worker in a
 * process of its own, so that every live change in a browser has crossed processes. Every variable is set here, so that a
 * developer's `.env` can neither send a text nor touch a database.
 */
const { E2E_PORT = '10013', E2E_PASSWORD = '' } = process.env
const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-e2e-'))
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))

const example = readFileSync(join(ROOT, '.env.example'), 'utf8')
for (const [, name] of example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)) process.env[name] = ''
Object.assign(process.env, {
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  PORT: E2E_PORT,
  SMS_PROVIDER: 'mock',
  SEED_DEMO: 'true',
  DEMO_PASSWORD: E2E_PASSWORD,
  LOG_LEVEL: 'warn',
  WORKER: 'separate',
  // What is offered leaves at once: no test depends on the hour at which it runs.
  QUIET_HOURS: 'off',
})
let worker
// Before the launcher's own handler: the worker drains while its database is still there.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => worker?.kill('SIGTERM'))
process.once('exit', () => worker?.kill('SIGKILL'))
await import('./start.mjs')
worker = spawn(process.execPath, [join(ROOT, 'bin/run-script.mjs'), 'lib/worker/main.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
})
