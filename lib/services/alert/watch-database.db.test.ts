import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDb } from '#lib/db/client.ts'
import { DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import type { AlertPostBody } from '#lib/domain/operations/alert-schema.ts'
import { logger } from '#lib/logger.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { type FakeReaction, startFakeServer } from '#lib/test/fakes/fake-server.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { openTcpGate, type TcpGate } from '#lib/test/tcp-gate.ts'
import { postAlerts } from './post.ts'
import { saveAlertSettings } from './save-settings.ts'
import { watchDatabase } from './watch-database.ts'

const database = openTestDatabase()
logger.level = 'silent'

let ctx: TestCtx
let gate: TcpGate
let received: { id: string; body: AlertPostBody }[]
let react: () => FakeReaction
let close: () => Promise<void>
beforeEach(async () => {
  gate = await openTcpGate(database.url())
  ctx = testCtx(createDb(gate.url, { poolSize: 4 }))
  received = []
  react = () => ({ status: 200, body: '' })
  const server = await startFakeServer((request) => {
    received.push({ id: String(request.headers['webhook-id']), body: JSON.parse(request.body) })
    return react()
  })
  close = server.close
  await database.db().alertPost.deleteMany()
  await database.db().alert.deleteMany()
  await saveAlertSettings(testCtx(database.db()), {
    thresholds: { ...DEFAULT_THRESHOLDS, database_down: 30 },
    webhook_url: `${server.url}/hook`,
  })
})
afterEach(async () => {
  gate.close()
  await ctx.db.$disconnect()
  await close()
})

const rows = () => database.db().alert.findMany({ include: { posts: { orderBy: { event: 'asc' } } } })
const types = () => received.map(({ body }) => body.type)

describe('watchDatabase', () => {
  it.each(['refuse', 'hang'] as const)(
    'tells the webhook from memory that the database is down (%s), and writes it down when it is back',
    async (how) => {
      const watch = watchDatabase(() => ctx)
      await watch.runOnce()
      const since = ctx.systemNow()
      gate.shut(how)
      await watch.runOnce()
      ctx.advance(29_999)
      await watch.runOnce()
      expect(received).toEqual([])
      ctx.advance(1)
      await watch.runOnce()
      ctx.advance(600_000)
      await watch.runOnce()
      expect(received.map(({ body }) => body)).toMatchObject([
        {
          type: 'alert.opened',
          data: {
            kind: 'database_down',
            message: 'The database did not answer for 30 s.',
            opened_at: new Date(since).toISOString(),
            closed_at: null,
          },
        },
      ])
      gate.open()
      ctx.advance(60_000)
      await watch.runOnce()
      await watch.runOnce()
      expect(await rows()).toMatchObject([
        {
          id: received[0]!.body.data.id,
          kind: 'database_down',
          opened_at: new Date(since),
          closed_at: new Date(ctx.systemNow()),
          posts: [{ event: 'closed' }],
        },
      ])
      await postAlerts(ctx)
      expect(types()).toEqual(['alert.opened', 'alert.closed'])
    },
  )

  it('keeps trying a webhook that fails, as the same event, and posts it later when none of the tries arrived', async () => {
    react = () => ({ status: 500, body: '' })
    const watch = watchDatabase(() => ctx)
    await watch.runOnce()
    gate.shut('refuse')
    await watch.runOnce()
    ctx.advance(30_000)
    await watch.runOnce()
    ctx.advance(4_999)
    await watch.runOnce()
    expect(received).toHaveLength(1)
    ctx.advance(1)
    await watch.runOnce()
    expect(received).toHaveLength(2)
    expect(received[0]!.id).toBe(received[1]!.id)
    gate.open()
    react = () => ({ status: 200, body: '' })
    await watch.runOnce()
    await postAlerts(ctx)
    expect(types()).toEqual(['alert.opened', 'alert.opened', 'alert.opened', 'alert.closed'])
  })

  it('says nothing of a short outage, nor where it is switched off', async () => {
    const watch = watchDatabase(() => ctx)
    await watch.runOnce()
    gate.shut('refuse')
    await watch.runOnce()
    ctx.advance(29_000)
    await watch.runOnce()
    gate.open()
    await watch.runOnce()
    await saveAlertSettings(testCtx(database.db()), {
      thresholds: { ...DEFAULT_THRESHOLDS, database_down: null },
      webhook_url: null,
    })
    await watch.runOnce()
    gate.shut('refuse')
    await watch.runOnce()
    ctx.advance(600_000)
    await watch.runOnce()
    gate.open()
    await watch.runOnce()
    expect(received).toEqual([])
    expect(await rows()).toEqual([])
  })

  it('is written down once by two processes that both missed it', async () => {
    const watches = [watchDatabase(() => ctx), watchDatabase(() => ctx)]
    const run = () => Promise.all(watches.map((watch) => watch.runOnce()))
    await run()
    gate.shut('refuse')
    await run()
    ctx.advance(30_000)
    await run()
    gate.open()
    await run()
    expect(await rows()).toHaveLength(1)
    await postAlerts(ctx)
    expect(types().filter((type) => type === 'alert.closed')).toHaveLength(1)
  })
})
