import { beforeEach, describe, expect, it } from 'vitest'
import { CLEAR_AFTER_MS, POST_DELAYS_MS } from '#lib/domain/operations/alert.ts'
import { alertWebhook, clearAlerts, haveWaiting, setAlerts } from '#lib/test/alerts.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { makePeer } from '#lib/test/peers.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { evaluateAlerts } from './evaluate.ts'
import { postAlerts } from './post.ts'
import { testAlertWebhook } from './test-webhook.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000

let ctx: TestCtx
beforeEach(async () => {
  ctx = testCtx(db())
  await clearAlerts(db())
})

const evaluate = (of: TestCtx = ctx) => evaluateAlerts(of, 0)
const alerts = () => db().alert.findMany({ include: { posts: true }, orderBy: { opened_at: 'asc' } })

describe('postAlerts', () => {
  const open = async () => {
    const peer = await makePeer(ctx, null)
    await haveWaiting(ctx, peer, 1)
    await evaluate()
    return peer
  }

  it('posts once that a trouble began and once that it is over, signed', async () => {
    const hook = await alertWebhook(ctx, { queue_depth: 1 })
    const peer = await open()
    expect(await postAlerts(ctx)).toBe(1)
    expect(await postAlerts(ctx)).toBe(0)
    await haveWaiting(ctx, peer, 0)
    ctx.advance(CLEAR_AFTER_MS)
    await evaluate()
    expect(await postAlerts(ctx)).toBe(1)
    const [alert] = await alerts()
    expect(hook.received.map(({ body }) => body)).toMatchObject([
      {
        type: 'alert.opened',
        data: { id: alert!.id, kind: 'queue_depth', closed_at: null, message: alert!.message, url: null },
      },
      { type: 'alert.closed', data: { id: alert!.id, closed_at: alert!.closed_at!.toISOString() } },
    ])
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(2)
    await hook.close()
  })

  it('tries again with longer and longer waits, as the same event, and gives up after the last', async () => {
    const hook = await alertWebhook(ctx, { queue_depth: 1 }, () => ({ status: 503, body: '' }))
    await open()
    for (const delay of POST_DELAYS_MS) {
      expect(await postAlerts(ctx)).toBe(0)
      ctx.advance(delay - 1)
      await postAlerts(ctx)
      ctx.advance(1)
    }
    await postAlerts(ctx)
    ctx.advance(24 * 60 * MINUTE_MS)
    await postAlerts(ctx)
    expect(hook.received).toHaveLength(POST_DELAYS_MS.length + 1)
    expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1)
    expect((await alerts())[0]?.posts).toMatchObject([
      { state: 'failed', attempt: 8, last_error: 'The endpoint answered 503.' },
    ])
    await hook.close()
  })

  it('does not overtake: that it is over waits for that it began', async () => {
    let status = 503
    const hook = await alertWebhook(ctx, { queue_depth: 1 }, () => ({ status, body: '' }))
    const peer = await open()
    for (const delay of POST_DELAYS_MS.slice(0, 3)) {
      await postAlerts(ctx)
      ctx.advance(delay)
    }
    await postAlerts(ctx)
    await haveWaiting(ctx, peer, 0)
    expect(await evaluate()).toBe(1)
    status = 200
    hook.received.length = 0
    expect(await postAlerts(ctx)).toBe(0)
    ctx.advance(POST_DELAYS_MS[3]!)
    expect(await postAlerts(ctx)).toBe(2)
    expect(hook.received.map(({ body }) => body.type)).toEqual(['alert.opened', 'alert.closed'])
    await hook.close()
  })

  it('is posted once by many processes, and again when the process that had it died', async () => {
    const hook = await alertWebhook(ctx, { queue_depth: 1 })
    await open()
    await Promise.all(Array.from({ length: 6 }, () => postAlerts(ctx)))
    expect(hook.received).toHaveLength(1)
    await db().alertPost.updateMany({
      data: { state: 'pending', delivered_at: null, lease_until: new Date(ctx.systemNow() + 30_000) },
    })
    expect(await postAlerts(ctx)).toBe(0)
    ctx.advance(30_000)
    expect(await postAlerts(ctx)).toBe(1)
    await hook.close()
  })

  it('stops at 410, at an address that has become private, and when no webhook is set any more', async () => {
    const gone = await alertWebhook(ctx, { queue_depth: 1 }, () => ({ status: 410, body: '' }))
    await open()
    await postAlerts(ctx)
    expect((await alerts())[0]?.posts).toMatchObject([{ state: 'failed', attempt: 1 }])
    await gone.close()

    await db().alertSettings.update({ where: { id: 1 }, data: { webhook_url: 'https://10.0.0.1/hook' } })
    await db().alertPost.updateMany({ data: { state: 'pending', due_at: new Date(ctx.systemNow()) } })
    await postAlerts(ctx)
    expect((await alerts())[0]?.posts[0]?.last_error).toContain('private network')

    await setAlerts(ctx, {})
    await db().alertPost.updateMany({ data: { state: 'pending', due_at: new Date(ctx.systemNow()) } })
    await postAlerts(ctx)
    expect((await alerts())[0]?.posts).toMatchObject([
      { state: 'failed', last_error: 'No webhook is set any more.' },
    ])
  })
})

describe('testAlertWebhook', () => {
  it('posts a signed test and says what came of it', async () => {
    const hook = await alertWebhook(ctx, {}, (count) => ({ status: count === 1 ? 200 : 500, body: '' }))
    expect(await testAlertWebhook(ctx)).toMatchObject({ is_delivered: true, words: 'The webhook took it.' })
    expect(await testAlertWebhook(ctx)).toMatchObject({
      is_delivered: false,
      words: 'The endpoint answered 500.',
    })
    expect(hook.received[0]?.body).toMatchObject({ type: 'alert.test', data: { kind: 'test' } })
    expect(await db().auditEvent.count({ where: { action: 'alert.tested' } })).toBe(2)
    await hook.close()
  })

  it('needs a webhook that is saved', async () => {
    expect((await refusal(testAlertWebhook(ctx), 'conflict')).field).toBe('webhook_url')
  })
})
