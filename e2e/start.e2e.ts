import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { occupy } from './support/free-port.ts'
import { ownProduct, START_LIMIT_MS } from './support/product.ts'

/** `npm start` itself: one launcher on data of its own, killed and started again in every way. */
interface Note {
  pid: number
}

let product: Awaited<ReturnType<typeof ownProduct>>

/** What a start that fails says, once it has ended: everything that it wrote but its steps. */
async function refusal(environment: Record<string, string> = {}): Promise<string> {
  const launcher = product.launch(environment)
  expect(await launcher.exited).toBe(1)
  const lines = launcher.output().split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('  ')).join('\n')
}

const noted = () =>
  JSON.parse(readFileSync(join(product.dataDir, 'launcher.json'), 'utf8')) as Record<
    'launcher' | 'web' | 'database',
    Note
  >

const askHealth = () => fetch(`${product.url}/api/health`)
const health = async () => (await askHealth()).status
/** A request of which the log tells, at level info. */
const setUpInVain = () => fetch(`${product.url}/api/set-up`, { method: 'POST' })
const LOGGED = '"where":"POST /api/set-up"'

test.describe.configure({ mode: 'serial' })
test.setTimeout(START_LIMIT_MS * 2)

test.beforeAll(async () => {
  product = await ownProduct()
})

test.afterAll(() => product.remove())

test('an empty database offers a set-up token, and SIGTERM ends the product with code 0', async () => {
  const launcher = await product.start()
  expect(launcher.output()).toMatch(/Set-up token \(once, at \/set-up\): \S{20,}/)
  expect(launcher.output()).toContain('mock (nothing leaves this machine)')
  const answer = await askHealth()
  expect(answer.status).toBe(200)
  // A load balancer keeps idle connections for a minute: the product must keep them longer.
  const [, idleSeconds] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? []
  expect(Number(idleSeconds)).toBeGreaterThan(60)
  await setUpInVain()
  expect(await product.stop(launcher)).toBe(0)
  expect(launcher.output()).toContain(LOGGED)
  await expect(health()).rejects.toThrow()
})

test('a second start on the same data is refused and disturbs nothing', async () => {
  const launcher = await product.start({ LOG_LEVEL: 'warn' })
  expect(await refusal()).toBe(
    `Switchboard is already running on this data at ${product.url} (process ${launcher.child.pid}). ` +
      'Stop it first, or set DATA_DIR to another folder.',
  )
  expect(await health()).toBe(200)
  await setUpInVain()
  expect(await product.stop(launcher)).toBe(0)
  expect(launcher.output()).not.toContain(LOGGED)
})

test('after kill -9 of the launcher, the web server, the database, or all of them, the next start recovers', async () => {
  const victims = [['launcher'], ['web'], ['database'], ['launcher', 'web', 'database']] as const
  test.setTimeout(START_LIMIT_MS * (victims.length + 1))
  let launcher = await product.start()
  for (const names of victims) {
    const notes = noted()
    for (const name of names) process.kill(notes[name].pid, 'SIGKILL')
    await launcher.exited
    if (!names.some((name) => name === 'launcher')) {
      expect(launcher.output()).toMatch(/ended unexpectedly \(SIGKILL\)/)
    }
    launcher = await product.start()
    expect(await health()).toBe(200)
  }
  expect(await product.stop(launcher)).toBe(0)
})

test('what stops a start is one sentence, and the data stays as it is', async () => {
  const server = await occupy(product.port)
  expect(await refusal()).toMatch(new RegExp(`^Port ${product.port} is taken by another program\\. .*$`))
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
  expect(await product.stop(await product.start())).toBe(0)
})
