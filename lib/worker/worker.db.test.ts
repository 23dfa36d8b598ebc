import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '#lib/compose.ts'
import { HEARTBEAT_LOST_AFTER_MS } from '#lib/domain/agents/heartbeat.ts'
import { logger } from '#lib/logger.ts'
import { askForMissingAgents, MISSING_AFTER_MS } from '#lib/services/agent/ask-for-missing.ts'
import { listAgents } from '#lib/services/agent/list.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { advanceClock } from '#lib/services/clock/advance.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { startLiveApp, TEST_KEY } from '#lib/test/live-app.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { type ProcessOptions, type RunningProcess, startProcess } from './start.ts'

logger.level = 'silent'
let database: TestDatabase
const apps: App[] = []
const processes: RunningProcess[] = []
const children: ChildProcess[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(processes.splice(0).map((running) => running.stop()))
  await Promise.all(apps.splice(0).map((app) => app.stop()))
  await database.drop()
})

async function startApp(options?: ProcessOptions): Promise<App> {
  const app = await startLiveApp(database.url)
  apps.push(app)
  if (options) processes.push(await startProcess(app, options))
  return app
}

/** A worker in a process of its own, as `npm run worker` starts it. */
function spawnWorker(): ChildProcess {
  const child = spawn(process.execPath, ['lib/worker/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_ENCRYPTION_KEY: TEST_KEY,
      NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
      SMS_PROVIDER: 'mock',
      WORKER: 'separate',
    },
  })
  children.push(child)
  return child
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const workersAlive = (app: App) => app.db.workerHeartbeat.count({ where: { role: { not: 'web' } } })

async function offerThree(app: App) {
  const ctx = app.systemCtx()
  const desk = await makeFrontDesk(ctx)
  const { suggested } = await findSlots(ctx, { clinic_id: desk.clinic.id, service_type_id: desk.service.id })
  const sent = await sendOffer(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: suggested.map((slot) => ({ provider_id: slot.provider_id, starts_at: slot.starts_at })),
  })
  return { desk, offer: sent.offer, conversationId: sent.conversation.id }
}

const confirmations = (app: App, conversationId: string) =>
  app.db.smsMessage.findMany({
    where: { conversation_id: conversationId, kind: 'confirmation', state: { in: ['sent', 'delivered'] } },
  })
const visits = (app: App, conversationId: string) =>
  app.db.appointment.findMany({ where: { conversation_id: conversationId, state: 'booked' } })

describe('a running worker', () => {
  it('takes a reply to its confirmation text, and another process hears of it', async () => {
    await startApp({ role: 'worker' })
    const web = await startApp({ role: 'web' })
    const heard: string[] = []
    web.hub.subscribe({ onEvent: (event) => heard.push(`${event.type} ${event.id}`) })
    const { conversationId } = await offerThree(web)
    await simulateReply(web.systemCtx(), { conversation_id: conversationId, text: '2' })
    await waitFor('the confirmation', async () => (await confirmations(web, conversationId)).length === 1)
    expect(await visits(web, conversationId)).toHaveLength(1)
    await waitFor('the live event', () => heard.includes(`conversation.changed ${conversationId}`))
  })

  it('brings back everything that was due when the queue lost all its jobs', async () => {
    const web = await startApp()
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) {
      const { conversationId } = await offerThree(web)
      await simulateReply(web.systemCtx(), { conversation_id: conversationId, text: '1' })
      ids.push(conversationId)
    }
    await asOwner('TRUNCATE pgboss.job CASCADE')
    await startApp({ role: 'worker' })
    for (const id of ids) {
      await waitFor('a confirmation', async () => (await confirmations(web, id)).length === 1)
      expect(await visits(web, id)).toHaveLength(1)
    }
  })

  it('goes on by itself when somebody empties all tables of the queue under it', async () => {
    const app = await startApp({ role: 'both' })
    await asOwner('TRUNCATE pgboss.queue, pgboss.job CASCADE')
    const { conversationId } = await offerThree(app)
    await simulateReply(app.systemCtx(), { conversation_id: conversationId, text: '3' })
    await waitFor('the confirmation', async () => (await confirmations(app, conversationId)).length === 1)
    expect(await visits(app, conversationId)).toHaveLength(1)
  })

  it('shows that it and its agents are alive, and is gone at once when it stops', async () => {
    const web = await startApp({ role: 'web' })
    const worker = await startApp()
    const running = await startProcess(worker, { role: 'worker' })
    await waitFor('a heartbeat', async () => (await workersAlive(web)) === 1)
    await waitFor('the agents', async () => {
      const { items: agents } = await listAgents(web.systemCtx())
      return agents.length === 3 && agents.every((agent) => !agent.is_stale)
    })
    await running.stop()
    expect(await workersAlive(web)).toBe(0)
    expect(await web.db.workerHeartbeat.count()).toBe(1)
  })

  it('leaves what its agents cannot do to others: staff are asked when nobody runs the agent', async () => {
    const { 'provider-agent': _gone, ...agents } = (await import('#lib/agents/registry.ts')).BUILTIN_HANDLERS
    const app = await startApp({ role: 'both', agents })
    const { conversationId } = await offerThree(app)
    await simulateReply(app.systemCtx(), { conversation_id: conversationId, text: '1' })
    await waitFor('the pending request', () =>
      app.db.agentMessage.findFirst({
        where: { conversation_id: conversationId, message_type: 'REQUEST_BOOKING', state: 'pending' },
      }),
    )
    expect(await askForMissingAgents(app.systemCtx())).toBe(0)
    const now = app.systemCtx().now() + MISSING_AFTER_MS
    expect(await askForMissingAgents({ ...app.systemCtx(), now: () => now })).toBe(1)
    expect(await app.db.conversation.findUniqueOrThrow({ where: { id: conversationId } })).toMatchObject({
      needs_staff_reason: 'agent_missing',
    })
    expect(await askForMissingAgents({ ...app.systemCtx(), now: () => now })).toBe(0)
  })
})

describe('moving the clock', () => {
  it('reaches every process, and what came due is done when it returns', async () => {
    const worker = await startApp({ role: 'worker' })
    const web = await startApp({ role: 'web' })
    const { offer, conversationId } = await offerThree(web)
    await waitFor('both heartbeats', async () => (await web.db.workerHeartbeat.count()) === 2)
    const before = web.clock.now()
    const moved = await advanceClock(web.systemCtx(), { minutes: 25 * 60 })
    expect(moved).toMatchObject({ clock_offset_ms: 25 * 3_600_000, is_settled: true })
    expect(web.clock.offsetMs()).toBe(moved.clock_offset_ms)
    expect(worker.clock.offsetMs()).toBe(moved.clock_offset_ms)
    expect(web.clock.now() - before).toBeGreaterThanOrEqual(moved.clock_offset_ms)
    const row = await web.db.offer.findUniqueOrThrow({ where: { id: offer.id } })
    expect(row.state).toBe('expired')
    expect(
      await web.db.appointment.count({ where: { conversation_id: conversationId, state: 'held' } }),
    ).toBe(0)
    expect(await web.db.auditEvent.count({ where: { action: 'clock.advanced' } })).toBe(1)
    const later = await startApp()
    expect(later.clock.offsetMs()).toBe(moved.clock_offset_ms)
  })

  it('is refused on a carrier, and to those who may not simulate', async () => {
    const app = await startApp()
    const ctx = app.systemCtx()
    const carrier = { ...ctx, config: { ...ctx.config, isMockGateway: false } }
    await expect(advanceClock(carrier, { minutes: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    const viewer = { ...ctx, actor: { ...ctx.actor, permissions: new Set<never>() } }
    await expect(advanceClock(viewer, { minutes: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await app.clock.refresh()).toBe(0)
  })

  it('does not wait for a process that died', async () => {
    const app = await startApp({ role: 'both' })
    const ctx = app.systemCtx()
    await app.db.workerHeartbeat.create({
      data: {
        id: ctx.newId(),
        role: 'worker',
        host: 'gone',
        pid: 1,
        clock_offset_ms: 0,
        started_at: new Date(0),
        beat_at: new Date(ctx.systemNow() - HEARTBEAT_LOST_AFTER_MS - 1_000),
      },
    })
    expect(await advanceClock(ctx, { minutes: 5 })).toMatchObject({ is_settled: true })
  })
})

describe('a worker that is killed', () => {
  it('leaves a booking half way; the next worker makes it, once', async () => {
    const web = await startApp()
    const { conversationId, offer } = await offerThree(web)
    const first = spawnWorker()
    await waitFor('the first worker', async () => (await workersAlive(web)) === 1)
    // The provider's row is locked, so the worker stands in the middle of the booking's transaction.
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query('BEGIN')
    await client.query('SELECT id FROM provider WHERE id = $1 FOR UPDATE', [offer.options[0]!.provider.id])
    await simulateReply(web.systemCtx(), { conversation_id: conversationId, text: '1' })
    await waitFor('the booking to wait for the lock', async () => {
      const waiting = await web.db.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE datname = current_database() AND locktype = 'transactionid' AND NOT granted`
      return waiting.length > 0
    })
    first.kill('SIGKILL')
    await once(first, 'exit')
    await client.query('COMMIT')
    await client.end()
    expect(await visits(web, conversationId)).toEqual([])

    spawnWorker()
    await waitFor('the confirmation', async () => (await confirmations(web, conversationId)).length > 0)
    expect(await visits(web, conversationId)).toHaveLength(1)
    expect(await confirmations(web, conversationId)).toHaveLength(1)
    const messages = await web.db.agentMessage.findMany({ where: { conversation_id: conversationId } })
    expect(messages.map((message) => message.state)).toEqual(Array(4).fill('processed'))
  })

  it('stops in order on SIGTERM: exit code 0, off the list of processes', async () => {
    const web = await startApp()
    const worker = spawnWorker()
    await waitFor('the worker', async () => (await workersAlive(web)) === 1)
    worker.kill('SIGTERM')
    const [code] = await once(worker, 'exit')
    expect(code).toBe(0)
    expect(await workersAlive(web)).toBe(0)
  })
})
