import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '#lib/compose.ts'
import { LEASE_MS } from '#lib/core/lease.ts'
import { logger } from '#lib/logger.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { startLiveApp, TEST_KEY } from '#lib/test/live-app.ts'
import { closePeersAfterEach, OK, startPeer } from '#lib/test/push-peer.ts'
import { startTestRedis, type TestRedis } from '#lib/test/redis.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { type ProcessOptions, type RunningProcess, startProcess } from './start.ts'
import { SWEEP_EVERY_MS } from './sweep.ts'

logger.level = 'silent'
/** What was lost with the queue comes back within this long: all of it is looked through at every sweep. */
const PROMISED_MS = 30_000
/** Only what never comes back may fail a test: a busy machine takes its time to start processes. */
const PATIENCE_MS = 120_000
/** Several such waits follow each other. */
const TEST_LIMIT_MS = 600_000
/** How long a process may take to end once it is told to. */
const STOP_MS = 10_000
const PATIENTS = 6

let redis: TestRedis
let database: TestDatabase
const apps: App[] = []
const processes: RunningProcess[] = []
const children: ChildProcess[] = []
closePeersAfterEach()

beforeAll(async () => {
  redis = await startTestRedis()
})
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(processes.splice(0).map((running) => running.stop()))
  await Promise.all(apps.splice(0).map((app) => app.stop()))
  await Promise.all([database.drop(), onRedis((client) => client.flushall())])
})
afterAll(() => redis.stop())

async function onRedis(act: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(redis.url)
  await act(client)
  await client.quit()
}

/** Empties every table of pg-boss, the one that says which version it is included. */
async function emptyPgBoss(): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    "SELECT format('pgboss.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'pgboss'",
  )
  await client.query(`TRUNCATE ${rows.map((row) => row.name).join(', ')} CASCADE`)
  await client.end()
}

const ENGINES = [
  { name: 'pg-boss', redisUrl: () => null, lose: emptyPgBoss },
  { name: 'Redis', redisUrl: () => redis.url, lose: () => onRedis((client) => client.flushall()) },
]

/** As `npm run worker` starts it. */
function spawnWorker(redisUrl: string | null): ChildProcess {
  const child = spawn(process.execPath, ['lib/worker/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl ?? '',
      DATA_ENCRYPTION_KEY: TEST_KEY,
      NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
      SMS_PROVIDER: 'mock',
      WORKER: 'separate',
      MESSAGE_QUEUE_WORKERS: '2',
      ALLOWED_AGENT_HOSTS: '127.0.0.1',
    },
  })
  children.push(child)
  return child
}

async function startApp(redisUrl: string | null, options?: ProcessOptions): Promise<App> {
  const app = await startLiveApp(database.url, { redisUrl })
  apps.push(app)
  if (options) processes.push(await startProcess(app, options))
  return app
}

const workersAlive = (app: App) => app.db.workerHeartbeat.count({ where: { role: { not: 'web' } } })

/** Each patient of a clinic has an offer of their own; what they will answer is `text`. */
async function offerToMany(app: App, count = PATIENTS): Promise<string[]> {
  const ctx = app.systemCtx()
  const desk = await makeFrontDesk(ctx)
  const conversations: string[] = []
  for (let n = 0; n < count; n += 1) {
    const patient = await makePatient(ctx, desk.clinic.id)
    const who = { clinic_id: desk.clinic.id, service_type_id: desk.service.id, patient_id: patient.id }
    const { suggested } = await findSlots(ctx, who)
    const slots = suggested.slice(0, 1).map(({ provider_id, starts_at }) => ({ provider_id, starts_at }))
    const { conversation } = await sendOffer(ctx, { ...who, slots })
    conversations.push(conversation.id)
  }
  return conversations
}
const answerAll = (app: App, ids: readonly string[]) =>
  Promise.all(ids.map((id) => simulateReply(app.systemCtx(), { conversation_id: id, text: '1' })))

const SENT = { in: ['sent', 'delivered'] as ('sent' | 'delivered')[] }
const confirmed = (app: App, ids: readonly string[]) =>
  app.db.smsMessage.count({
    where: { conversation_id: { in: [...ids] }, kind: 'confirmation', state: SENT },
  })

/** Nothing lost, nothing twice: one visit, one confirmation, one send per text, each message handled once. */
async function expectOnce(app: App, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const where = { conversation_id: id }
    const visits = await app.db.appointment.count({ where: { ...where, state: 'booked' } })
    const texts = await app.db.smsMessage.findMany({
      where: { ...where, direction: 'outbound' },
      include: { attempts: true },
      orderBy: { id: 'asc' },
    })
    const messages = await app.db.agentMessage.findMany({ where, include: { attempts: true } })
    expect(visits).toBe(1)
    // An offer that was answered before it left, while no worker ran, is not sent any more.
    expect(texts.map((text) => text.kind)).toEqual(['offer', 'confirmation'])
    expect(texts[0]!.attempts.length).toBeLessThanOrEqual(1)
    expect(texts[1]!.attempts).toHaveLength(1)
    expect(messages.map((message) => message.state)).toEqual(Array(4).fill('processed'))
    const successes = messages.map(({ attempts }) => attempts.filter(({ status }) => status === 'success'))
    expect(successes.map((each) => each.length)).toEqual(Array(4).fill(1))
  }
}

it('what the queue lost is looked for often enough to be back in time', () => {
  expect(LEASE_MS + SWEEP_EVERY_MS).toBeLessThan(PROMISED_MS)
})

describe.each(ENGINES)('several processes over $name', ({ redisUrl, lose }) => {
  it('do the main job together: web processes ask, workers act, every process hears of it', async () => {
    const [one, other] = [
      await startApp(redisUrl(), { role: 'web' }),
      await startApp(redisUrl(), { role: 'web' }),
    ]
    const heard: string[] = []
    other.hub.subscribe({ onEvent: (event) => heard.push(`${event.type} ${event.id}`) })
    await startApp(redisUrl(), { role: 'worker' })
    const ids = await offerToMany(one, 2)
    await answerAll(other, ids)
    await waitFor('the confirmations', async () => (await confirmed(one, ids)) === 2, PATIENCE_MS)
    await expectOnce(one, ids)
    for (const id of ids) await waitFor('the event', () => heard.includes(`conversation.changed ${id}`))
  })

  it(
    'lose nothing with a worker that is killed in the middle, and do nothing twice',
    async () => {
      const [one, other] = [
        await startApp(redisUrl(), { role: 'web' }),
        await startApp(redisUrl(), { role: 'web' }),
      ]
      const ids = await offerToMany(one)
      const [doomed] = [spawnWorker(redisUrl()), spawnWorker(redisUrl())]
      await waitFor('both workers', async () => (await workersAlive(one)) === 2, PATIENCE_MS)
      await Promise.all([answerAll(one, ids.slice(0, 3)), answerAll(other, ids.slice(3))])
      await waitFor('the first of them', async () => (await confirmed(one, ids)) > 0)
      doomed!.kill('SIGKILL')
      await waitFor('all of them', async () => (await confirmed(one, ids)) === ids.length, PATIENCE_MS)
      await expectOnce(one, ids)
    },
    TEST_LIMIT_MS,
  )

  it(
    'bring everything back when the queue forgets all it has, again and again',
    async () => {
      const web = await startApp(redisUrl(), { role: 'web' })
      const ids = await offerToMany(web)
      await answerAll(web, ids)
      await lose()
      spawnWorker(redisUrl())
      spawnWorker(redisUrl())
      for (let least = 1; least <= 5; least += 2) {
        await waitFor('some of them', async () => (await confirmed(web, ids)) >= least, PATIENCE_MS)
        await lose()
      }
      await waitFor('all of them', async () => (await confirmed(web, ids)) === ids.length, PATIENCE_MS)
      await expectOnce(web, ids)
      expect(await web.queue.health()).toBeNull()
    },
    TEST_LIMIT_MS,
  )

  it(
    'end in order under load when they are told to, within 10 s, and leave the rest to others',
    async () => {
      const web = await startApp(redisUrl(), { role: 'web' })
      const ids = await offerToMany(web)
      const worker = spawnWorker(redisUrl())
      await waitFor('the worker', async () => (await workersAlive(web)) === 1, PATIENCE_MS)
      await answerAll(web, ids)
      await waitFor('the first of them', async () => (await confirmed(web, ids)) > 0)
      const told = performance.now()
      worker.kill('SIGTERM')
      const [code] = await once(worker, 'exit')
      expect(code).toBe(0)
      expect(performance.now() - told).toBeLessThan(STOP_MS + 1_000)
      expect(await workersAlive(web)).toBe(0)
      spawnWorker(redisUrl())
      await waitFor('all of them', async () => (await confirmed(web, ids)) === ids.length, PATIENCE_MS)
      await expectOnce(web, ids)
    },
    TEST_LIMIT_MS,
  )

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'take over what a process that ends by %s has in hand and cannot finish',
    async (signal) => {
      const web = await startApp(redisUrl(), { role: 'web' })
      const ctx = web.systemCtx()
      const sender = await startPeer(ctx)
      const peer = await startPeer(ctx, (_post, n) => (n === 1 ? 'silence' : OK))
      const content = { to_agent_id: peer.name, message_type: 'task', content: {} }
      const { id } = await sendMessage(sender.own, content)
      const worker = spawnWorker(redisUrl())
      await waitFor('the first post', () => peer.posts.length === 1, PATIENCE_MS)
      spawnWorker(redisUrl())
      const told = performance.now()
      worker.kill(signal)
      await once(worker, 'exit')
      expect(performance.now() - told).toBeLessThan(STOP_MS + 1_000)
      await waitFor('the second post', () => peer.posts.length === 2, PATIENCE_MS)
      await waitFor(
        'its outcome',
        async () => (await web.db.agentMessage.findUniqueOrThrow({ where: { id } })).state === 'delivered',
        PATIENCE_MS,
      )
      expect(peer.posts.map((post) => post.id)).toEqual([id, id])
    },
    TEST_LIMIT_MS,
  )
})

describe('a product whose Redis goes away', () => {
  it(
    'answers and works on without it, says so, and is well again when Redis is back',
    async () => {
      const own = await startTestRedis()
      try {
        const web = await startApp(own.url, { role: 'web' })
        const worker = await startApp(own.url, { role: 'worker' })
        const [before, during, after] = [
          await offerToMany(web, 1),
          await offerToMany(web, 2),
          await offerToMany(web, 1),
        ]
        await answerAll(web, before)
        await waitFor('the first', async () => (await confirmed(web, before)) === 1)
        await own.kill()
        await waitFor('the fault', async () => (await worker.queue.health()) !== null)
        await answerAll(web, during)
        await waitFor('the second', async () => (await confirmed(web, during)) === 2, PATIENCE_MS)
        await own.restart()
        await waitFor('the engine', async () => (await web.queue.health()) === null)
        await answerAll(web, after)
        await waitFor('the third', async () => (await confirmed(web, after)) === 1, PATIENCE_MS)
        await expectOnce(web, [...before, ...during, ...after])
      } finally {
        await Promise.all(processes.splice(0).map((running) => running.stop()))
        await Promise.all(apps.splice(0).map((app) => app.stop()))
        await own.stop()
      }
    },
    TEST_LIMIT_MS,
  )
})
