import net from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { GET } from '#app/api/health/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { HEARTBEAT_LOST_AFTER_MS } from '#lib/domain/agents/heartbeat.ts'
import { healthView } from '#lib/domain/staff/schema.ts'
import { ensureInstallation } from '#lib/services/installation/ensure.ts'
import { testCtx } from '#lib/test/context.ts'
import { call, serveTestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
const open: { close(): unknown }[] = []
afterAll(async () => {
  setAppForTests(null)
  for (const each of open) await each.close()
})

async function beat(ctx: ReturnType<typeof testCtx>, role: string, age = 0) {
  const at = new Date(ctx.systemNow() - age)
  await ctx.db.workerHeartbeat.deleteMany()
  await ctx.db.workerHeartbeat.create({
    data: { id: ctx.newId(), role, host: 'test', pid: 1, clock_offset_ms: 0, started_at: at, beat_at: at },
  })
}

/** A server that accepts connections and never says a word: a database that hangs. */
async function silentDatabase(): Promise<Db> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  const db = createDb(`postgresql://a:b@127.0.0.1:${port}/none`)
  open.push({
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  return db
}

describe('health', () => {
  it('is 200 without a login when every part works', async () => {
    const ctx = testCtx(database.db())
    serveTestApp(ctx)
    await beat(ctx, 'both')
    const { status, body, headers } = await call(GET, {})
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(healthView.parse(body)).toEqual({
      status: 'ok',
      version: 'test',
      database: 'ok',
      queue: 'ok',
      worker: 'ok',
      sms_provider: 'mock',
      reply_model: 'off',
      failing: [],
      warnings: [],
    })
  })

  it('names the reply model, and says when an administrator has switched it off', async () => {
    const replyModel = {
      name: 'haiku',
      promptVersion: 'reply-1',
      read: async () => Promise.reject(new Error()),
    }
    const ctx = testCtx(database.db(), { ports: { replyModel } })
    serveTestApp(ctx)
    await beat(ctx, 'both')
    await ensureInstallation(ctx)
    expect((await call(GET, {})).body).toMatchObject({ reply_model: 'haiku' })
    await database.db().installation.updateMany({ data: { is_reply_model_on: false } })
    expect((await call(GET, {})).body).toMatchObject({ reply_model: 'switched off', status: 'ok' })
    await database.db().installation.updateMany({ data: { is_reply_model_on: true } })
  })

  it.each([
    ['no process works', 'web', 0, 'not running'],
    ['the worker fell silent', 'worker', HEARTBEAT_LOST_AFTER_MS + 5_000, 'silent for 20 s'],
  ])('is 503 and names the worker when %s', async (_name, role, age, words) => {
    const ctx = testCtx(database.db())
    serveTestApp(ctx)
    await beat(ctx, role, age)
    const { status, body } = await call(GET, {})
    expect(status).toBe(503)
    expect(body).toMatchObject({ status: 'failing', failing: ['worker'], worker: words, database: 'ok' })
  })

  it('is 503 and names the queue when that is down', async () => {
    const ctx = testCtx(database.db())
    serveTestApp(ctx, { queueFault: 'The job queue does not answer.' })
    await beat(ctx, 'worker')
    const { status, body } = await call(GET, {})
    expect(status).toBe(503)
    expect(body).toMatchObject({ failing: ['queue'], queue: 'The job queue does not answer.' })
  })

  it('is 503 and names the database when nothing listens there', async () => {
    const db = createDb('postgresql://a:b@127.0.0.1:1/none')
    serveTestApp(testCtx(db))
    const { status, body } = await call(GET, {})
    expect(status).toBe(503)
    expect(body).toMatchObject({ database: 'unreachable', worker: 'unknown while the database is down' })
    expect(body.failing).toContain('database')
    await db.$disconnect()
  })

  it('answers within seconds when the database hangs, and asks it once for many probes', async () => {
    serveTestApp(testCtx(await silentDatabase()))
    const started = performance.now()
    const answers = await Promise.all([call(GET, {}), call(GET, {}), call(GET, {})])
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('passes on what the queue warns of, and is 200 all the same', async () => {
    const ctx = testCtx(database.db())
    serveTestApp(ctx, { queueWarnings: ['Redis keeps nothing across a restart.'] })
    await beat(ctx, 'worker')
    const { status, body } = await call(GET, {})
    expect(status).toBe(200)
    expect(body.warnings).toEqual(['Redis keeps nothing across a restart.'])
  })

  it('warns when a carrier could not reach this server', async () => {
    const ctx = testCtx(database.db(), { config: { publicBaseUrl: 'http://10.0.0.1' } })
    serveTestApp({ ...ctx, ports: { ...ctx.ports, sms: { ...ctx.ports.sms, provider: 'twilio' } } })
    await beat(ctx, 'worker')
    const { status, body } = await call(GET, {})
    expect(status).toBe(200)
    expect(body.warnings).toEqual([expect.stringContaining('PUBLIC_BASE_URL')])
  })
})
