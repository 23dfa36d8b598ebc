import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

/** `npm start` itself: one launcher on data of its own, killed and started again in every way. */
const ROOT = join(import.meta.dirname, '..')
const START_LIMIT_MS = 120_000
const READY = /^ {2}Ready /m

interface Launcher {
  child: ChildProcess
  /** Standard output and error so far. */
  output(): string
  exited: Promise<number | null>
}

interface Note {
  pid: number
}

let dataDir: string
let port: number
const launchers: Launcher[] = []

/** No `.env` of a developer counts here: an empty variable of the real environment wins over it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8')
  const names = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name)
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  return { ...process.env, ...empty, DATA_DIR: dataDir, HOST: '127.0.0.1', SEED_DEMO: 'false' }
}

function launch(environment: Record<string, string> = {}): Launcher {
  const child = spawn(process.execPath, ['bin/start.mjs', '--port', String(port)], {
    cwd: ROOT,
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  const launcher = { child, output: () => text, exited }
  launchers.push(launcher)
  return launcher
}

async function started(environment?: Record<string, string>): Promise<Launcher> {
  const launcher = launch(environment)
  await expect
    .poll(() => READY.test(launcher.output()) || launcher.child.exitCode !== null, {
      timeout: START_LIMIT_MS,
    })
    .toBe(true)
  expect(launcher.output()).toMatch(READY)
  return launcher
}

async function stopped(launcher: Launcher): Promise<number | null> {
  launcher.child.kill('SIGTERM')
  return launcher.exited
}

/** What a start that fails says, once it has ended: everything that it wrote but its steps. */
async function refusal(environment: Record<string, string> = {}): Promise<string> {
  const launcher = launch(environment)
  expect(await launcher.exited).toBe(1)
  const lines = launcher.output().split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('  ')).join('\n')
}

const noted = () =>
  JSON.parse(readFileSync(join(dataDir, 'launcher.json'), 'utf8')) as Record<
    'launcher' | 'web' | 'database',
    Note
  >

const health = async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).status

function occupy(at: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve) => server.listen(at, '127.0.0.1', () => resolve(server)))
}

test.describe.configure({ mode: 'serial' })
test.setTimeout(START_LIMIT_MS * 2)

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchboard-start-'))
  const server = await occupy(0)
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
})

test.afterAll(async () => {
  for (const launcher of launchers) if (launcher.child.exitCode === null) await stopped(launcher)
  rmSync(dataDir, { recursive: true, force: true })
})

test('an empty database offers a set-up token, and SIGTERM ends the product with code 0', async () => {
  const launcher = await started()
  expect(launcher.output()).toMatch(/Set-up token \(once, at \/set-up\): \S{20,}/)
  expect(launcher.output()).toContain('mock (nothing leaves this machine)')
  expect(await health()).toBe(200)
  expect(await stopped(launcher)).toBe(0)
  await expect(health()).rejects.toThrow()
})

test('a second start on the same data is refused and disturbs nothing', async () => {
  const launcher = await started()
  expect(await refusal()).toBe(
    `Switchboard is already running on this data at http://127.0.0.1:${port} (process ${launcher.child.pid}). ` +
      'Stop it first, or set DATA_DIR to another folder.',
  )
  expect(await health()).toBe(200)
  expect(await stopped(launcher)).toBe(0)
})

for (const victim of ['launcher', 'web', 'database'] as const) {
  test(`after kill -9 of the ${victim} the next start recovers`, async () => {
    const launcher = await started()
    process.kill(noted()[victim].pid, 'SIGKILL')
    await launcher.exited
    if (victim !== 'launcher') expect(launcher.output()).toMatch(/ended unexpectedly \(SIGKILL\)/)
    const next = await started()
    expect(await health()).toBe(200)
    expect(await stopped(next)).toBe(0)
  })
}

test('after kill -9 of everything at once the next start recovers', async () => {
  const launcher = await started()
  const { launcher: first, web, database } = noted()
  for (const { pid } of [first, web, database]) process.kill(pid, 'SIGKILL')
  await launcher.exited
  expect(await stopped(await started())).toBe(0)
})

test('what stops a start is one sentence, and the data stays as it is', async () => {
  const server = await occupy(port)
  expect(await refusal()).toMatch(new RegExp(`^Port ${port} is taken by another program\\. .*$`))
  await new Promise((resolve) => server.close(resolve))
  expect(await refusal({ OFFER_TTL_HOURS: 'soon' })).toBe(
    'OFFER_TTL_HOURS must be a whole number from 1 to 336.',
  )
  expect(await refusal({ DATABASE_URL: 'postgresql://a:secret@127.0.0.1:1/x' })).toBe(
    'DATABASE_URL: nothing answers at 127.0.0.1:1. Is PostgreSQL running there?',
  )
  expect(await refusal({ DATA_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64') })).toMatch(
    /^This data was written with another encryption key\..*nothing was changed\.$/,
  )
  expect(await stopped(await started())).toBe(0)
})
