import { mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from './generate.mjs'
import { readArgs } from './lib/args.mjs'
import { build } from './lib/build.mjs'
import {
  databaseUrls,
  folderOf,
  hasDatabase,
  placeDatabase,
  portOfDatabase,
  startDatabase,
  stopLeftServer,
} from './lib/database.mjs'
import { loadEnvironment } from './lib/env-file.mjs'
import { explain } from './lib/errors.mjs'
import { install, isInstalled } from './lib/install.mjs'
import { noteInLock, releaseLock, takeLock } from './lib/lock.mjs'
import { ROOT } from './lib/paths.mjs'
import { stopServer } from './lib/postgres.mjs'
import { startPrepare } from './lib/prepare.mjs'
import { isSameProcess, noteOf } from './lib/process.mjs'
import { reportStep, say, step } from './lib/report.mjs'
import { killGroup, stopRunning } from './lib/run.mjs'
import { ensureSecrets, keepDemoPassword } from './lib/secrets.mjs'
import { readSettings } from './lib/settings.mjs'
import { addressOf, checkPort, startWeb, stopWeb } from './lib/web.mjs'

/** PostgreSQL alone writes 16 MB of log at a time; below this a start would fail somewhere in the middle. */
const LEAST_FREE_BYTES = 100_000_000
/** A web server whose launcher died is given this long; the new start is waiting. */
const LEFT_WEB_TIMEOUT_MS = 5_000

/** What has been started and must be stopped, in the order of stopping. */
const started = { isLocked: false, prepare: null, web: null, database: null }
let stopping = null
let settings = null
/** Set by bin/kit-server.mjs alone: no variable or flag of a start makes the build for the conformance kits. */
const isForKits = globalThis.switchboardForKits === true

async function stopAll() {
  await stopRunning()
  started.prepare?.stop()
  await started.web?.stop()
  if (started.database) await stopServer(started.database.pid)
  if (started.isLocked) releaseLock(settings.dataDir)
}

/** Stops web and worker, then the database, and ends this process. Later calls join the first. */
function stop(code) {
  stopping ??= stopAll().then(
    () => process.exit(code),
    (error) => {
      console.error(explain(error, settings ?? {}))
      process.exit(1)
    },
  )
  return stopping
}

function onSignal() {
  if (stopping) return
  say('\nStopping …')
  void stop(0)
}

function makeDataDir(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < LEAST_FREE_BYTES) throw new Error('ENOSPC')
}

/** What an earlier launcher, killed without warning, left running is stopped first. */
async function recover(left, folder) {
  if (left?.step && isSameProcess(left.step)) killGroup(left.step.pid, 'SIGKILL')
  if (left?.web && isSameProcess(left.web)) await stopWeb(left.web.pid, LEFT_WEB_TIMEOUT_MS)
  if (folder) await stopLeftServer(folder)
}

/** Notes the child of a step, for the start after one that is killed in it. */
const noteStep = (pid) => noteInLock(settings.dataDir, { step: noteOf(pid) })

/** What only the preparation of the data may know: the owner's password, the demo's. */
function withoutOwner({ DATABASE_URL_OWNER: _owner, DEMO_PASSWORD: _password, ...environment }) {
  return environment
}

/** The environment of everything that is started: what was set, and what the launcher adds. */
function environmentFor(environment, secrets, urls) {
  const set = (name, fallback) => environment[name]?.trim() || fallback
  return {
    ...environment,
    ...urls,
    DATA_DIR: settings.dataDir,
    // Compiled code of the last start: takes a third off a warm one.
    NODE_COMPILE_CACHE: join(settings.dataDir, 'cache'),
    HOST: settings.host,
    PORT: String(settings.port),
    SEED_DEMO: String(settings.seedDemo),
    NEXTAUTH_SECRET: set('NEXTAUTH_SECRET', secrets.nextAuthSecret),
    DATA_ENCRYPTION_KEY: set('DATA_ENCRYPTION_KEY', secrets.dataEncryptionKey),
    DEMO_PASSWORD: set('DEMO_PASSWORD', secrets.demoPassword),
  }
}

async function prepareData(environment, plan, secrets, isFirst) {
  const prepare = startPrepare(environment, join(settings.dataDir, 'logs/prepare.log'))
  started.prepare = prepare
  noteStep(prepare.pid)
  await prepare.checked()
  if (plan) {
    await step(isFirst ? 'Set up PostgreSQL' : 'Start PostgreSQL', async () => {
      started.database = await startDatabase({ dataDir: settings.dataDir, plan, secrets })
      noteInLock(settings.dataDir, { database: noteOf(started.database.pid) })
      return { note: plan.isElsewhere ? `data in ${plan.folder}` : `port ${plan.port}` }
    })
  }
  const prepared = await prepare.complete()
  const { applied } = prepared
  reportStep(
    'Migrate the database',
    prepared.migrateMs,
    applied.length > 0 ? `${applied.length} applied` : 'up to date',
  )
  if (prepared.seedMs !== null) {
    reportStep('Seed the demo clinic', prepared.seedMs)
    keepDemoPassword(settings.dataDir, environment.DEMO_PASSWORD)
  }
  started.prepare = null
  return prepared
}

function printWelcome(prepared, password) {
  const lines = [`Switchboard runs at ${addressOf(settings.host, settings.port)}`, '']
  for (const login of prepared.demoLogins)
    lines.push(`  ${login.role.padEnd(10)} ${login.email.padEnd(32)} ${password}`)
  if (prepared.setUpToken) lines.push(`  Set-up token (once, at /set-up): ${prepared.setUpToken}`)
  lines.push('', `  Texts        ${prepared.sms}`, `  Reply model  ${prepared.replyModel}`)
  if (settings.isWorkerSeparate) lines.push('  Worker       separate: start it with `npm run worker`')
  for (const warning of prepared.warnings) lines.push('', `  Warning: ${warning}`)
  say(['', ...lines, ''].join('\n'))
}

/** A child that ends by itself takes the product down: a supervisor, or a person, starts it again. */
function watchChildren(web) {
  void web.exited.then((how) => {
    if (stopping) return
    console.error(`The web server ended unexpectedly (${how}). Start again: npm start`)
    void stop(1)
  })
  started.database?.child.once('exit', (code, signal) => {
    if (stopping) return
    console.error(`PostgreSQL ended unexpectedly (${signal ?? `exit code ${code}`}). Start again: npm start`)
    void stop(1)
  })
}

async function start() {
  const startedAt = performance.now()
  const environment = loadEnvironment(ROOT)
  settings = readSettings(environment, readArgs(process.argv.slice(2)))
  const { dataDir, host, port } = settings
  const logFile = (name) => join(dataDir, 'logs', `${name}.log`)
  makeDataDir(dataDir)
  const left = takeLock(dataDir)
  started.isLocked = true
  const isEmbedded = settings.databaseUrl === null
  await recover(left, isEmbedded ? folderOf(dataDir) : null)
  await checkPort(host, port)
  if (!isInstalled()) {
    await step('Install packages (npm ci)', () => install({ logFile: logFile('install'), onStart: noteStep }))
  }
  const plan = isEmbedded ? { ...placeDatabase(dataDir), port: await portOfDatabase(dataDir) } : null
  const isFirst = isEmbedded && !hasDatabase(dataDir)
  const secrets = ensureSecrets(dataDir, { hasData: isEmbedded && !isFirst })
  const full = environmentFor(environment, secrets, plan ? databaseUrls(secrets, plan.port) : {})
  generate()
  const prepared = await prepareData(full, plan, secrets, isFirst)
  await step('Build the web server', async () =>
    (await build({
      environment: withoutOwner(full),
      logFile: logFile('build'),
      onStart: noteStep,
      isForKits,
    }))
      ? {}
      : { isSkipped: true },
  )
  const web = startWeb({ ...settings, environment: withoutOwner(full), logFile: logFile('web'), isForKits })
  started.web = web
  noteInLock(dataDir, { web: noteOf(web.pid), address: addressOf(host, port) })
  await step('Start the web server', () => web.ready())
  watchChildren(web)
  printWelcome(prepared, ensureSecrets(dataDir, { hasData: true }).demoPassword)
  reportStep('Ready', performance.now() - startedAt)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)

try {
  await start()
} catch (error) {
  if (stopping) await stopping
  console.error(explain(error, settings ?? {}))
  await stop(1)
}
