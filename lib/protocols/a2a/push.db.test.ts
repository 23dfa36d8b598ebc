import { randomUUID } from 'node:crypto'
import { ServerCallContext } from '@a2a-js/sdk/server'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_PUSH_CONFIGS } from '#lib/domain/agents/peer-task.ts'
import { logger } from '#lib/logger.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { type FakeReaction, startFakeServer } from '#lib/test/fakes/fake-server.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { clinicPeer } from '#lib/test/peer-call.ts'

logger.level = 'silent'
const database = openTestDatabase()
const db = () => database.db()
const CALL = new ServerCallContext({ requestedVersion: '1.0' })
const SECRET = 'Quaggasecret'
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

interface Post {
  headers: Record<string, string>
  body: Record<string, never>
}

/** A peer with a task that waits for its patient, and the server that hears of it. */
async function start(
  react: (count: number) => FakeReaction = () => ({ status: 200, body: {} }),
  wire = '1.0',
) {
  const ctx = testCtx(db())
  const desk = await makeFrontDesk(ctx)
  const peer = await clinicPeer(ctx, desk.clinic.id)
  const posts: Post[] = []
  const server = await startFakeServer((request) => {
    posts.push({ headers: request.headers as Record<string, string>, body: JSON.parse(request.body) })
    return react(posts.length)
  })
  closing.push(server.close)
  const task = await peer.say('REQUEST_APPOINTMENT', {
    contact: 'sms',
    phone_number: phoneOf(ctx, desk.patient),
  })
  await drain(ctx)
  const add = (fields: object = {}) =>
    peer.handler.createTaskPushNotificationConfig(
      {
        tenant: '',
        id: 'mine',
        taskId: task.id,
        url: `${server.url}/hook`,
        token: 'token-1',
        authentication: { scheme: 'Bearer', credentials: SECRET },
        ...fields,
      },
      CALL,
    )
  await add()
  if (wire === '0.3') await db().peerTaskPush.updateMany({ data: { wire_version: '0.3' } })
  const answer = async () => {
    const { conversation_id } = await db().peerTask.findUniqueOrThrow({ where: { id: task.id } })
    ctx.advance(60_000)
    await simulateReply(ctx, { conversation_id: conversation_id as string, text: '1' })
    await drain(ctx)
  }
  return { ctx, desk, peer, task, posts, add, answer }
}

const rowOf = (taskId: string) => db().peerTaskPush.findFirstOrThrow({ where: { task_id: taskId } })

describe('a push notification', () => {
  it('carries every event in order, with both kinds of credentials', async () => {
    const { task, posts, answer } = await start()
    expect(posts).toEqual([])
    await answer()
    const kinds = posts.map(({ body }) => Object.keys(body)[0])
    expect(kinds.filter((kind) => kind === 'artifactUpdate')).toHaveLength(2)
    expect(kinds.at(-1)).toBe('statusUpdate')
    expect(posts.at(-1)?.body).toMatchObject({
      statusUpdate: { taskId: task.id, status: { state: 'TASK_STATE_COMPLETED' } },
    })
    for (const { headers } of posts) {
      expect(headers).toMatchObject({
        authorization: `Bearer ${SECRET}`,
        'x-a2a-notification-token': 'token-1',
        'content-type': 'application/a2a+json',
      })
    }
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(posts.length)
    const events = await db().peerTaskEvent.count({ where: { task_id: task.id } })
    expect((await rowOf(task.id)).cursor).toBe(events)
  })

  it('is the task in the words of 0.3 for a peer of 0.3', async () => {
    const { posts, answer } = await start(undefined, '0.3')
    await answer()
    expect(posts.at(-1)?.body).toMatchObject({ kind: 'task', status: { state: 'completed' } })
  })

  it('that is not taken comes again, the same one, before those behind it', async () => {
    const { ctx, task, posts, answer } = await start((count) => ({ status: count < 3 ? 503 : 200, body: {} }))
    await answer()
    expect(posts).toHaveLength(1)
    ctx.advance(3_000)
    await drain(ctx)
    expect(posts).toHaveLength(2)
    ctx.advance(60_000)
    await drain(ctx)
    const ids = posts.map(({ headers }) => headers['webhook-id'])
    expect(ids[0]).toBe(ids[1])
    expect(ids[1]).toBe(ids[2])
    expect(new Set(ids).size).toBe(ids.length - 2)
    expect(await rowOf(task.id)).toMatchObject({ state: 'active', tries: 0, last_error: null })
  })

  it('is given up after its last try, and at once where the address says that it is gone', async () => {
    const never = await start(() => ({ status: 500, body: {} }))
    await never.answer()
    for (let turn = 0; turn < 12; turn += 1) {
      never.ctx.advance(12 * 60 * 60_000)
      await drain(never.ctx)
    }
    expect(await rowOf(never.task.id)).toMatchObject({ state: 'failed', due_at: null })
    expect(never.posts).toHaveLength(9)
    const gone = await start(() => ({ status: 410, body: {} }))
    await gone.answer()
    expect(await rowOf(gone.task.id)).toMatchObject({ state: 'failed' })
    expect(gone.posts).toHaveLength(1)
  })

  it('follows no redirect', async () => {
    const elsewhere: string[] = []
    const other = await startFakeServer((request) => {
      elsewhere.push(request.body)
      return { status: 200, body: {} }
    })
    closing.push(other.close)
    const { posts, answer, task } = await start(() => ({
      status: 307,
      body: {},
      headers: { location: `${other.url}/hook` },
    }))
    await answer()
    expect(posts).toHaveLength(1)
    expect(elsewhere).toEqual([])
    expect((await rowOf(task.id)).last_error).toContain('redirect')
  })
})

describe('where a push may go', () => {
  it.each([
    'http://hooks.example/a',
    'https://localhost/a',
    'https://10.0.0.1/a',
    'https://169.254.169.254/latest',
    'https://[::1]/a',
    'https://user:password@hooks.example/a',
    'https://3232235777/a',
    'ftp://hooks.example',
    '',
  ])('is not %j, neither alone nor with a message', async (url) => {
    const { add, peer } = await start()
    await expect(add({ url })).rejects.toMatchObject({ name: 'RequestMalformedError' })
    const configuration = { taskPushNotificationConfig: { url: url || 'nonsense' } }
    await expect(peer.send({ text: 'Hello' }, {}, configuration)).rejects.toMatchObject({
      name: 'RequestMalformedError',
    })
  })

  it('is looked at again as it is called', async () => {
    const { ctx, task, posts, answer } = await start()
    const closed = { ...ctx.ports, outside: testCtx(db()).ports.outside }
    const { createOutsideEndpoint } = await import('#lib/gateways/outside-endpoint/create.ts')
    Object.assign(ctx.ports, { ...closed, outside: createOutsideEndpoint({ allowedHosts: [] }) })
    await answer()
    expect(posts).toEqual([])
    expect((await rowOf(task.id)).last_error).not.toBeNull()
  })

  it.each([
    { token: 'a\r\nx-evil: 1' },
    { authentication: { scheme: 'Bearer', credentials: 'a\nb' } },
    { authentication: { scheme: 'Be arer', credentials: 'x' } },
    { id: 'x'.repeat(129) },
  ])('has credentials that a header can carry: not %j', async (fields) => {
    const { add } = await start()
    await expect(add(fields)).rejects.toMatchObject({ name: 'RequestMalformedError' })
  })

  it('is kept sealed, is changed under its name, and is limited in number', async () => {
    const { task, add, peer } = await start()
    const rows = JSON.stringify(await db().peerTaskPush.findMany({ where: { task_id: task.id } }))
    expect(rows).not.toContain(SECRET)
    await add({ token: 'token-2' })
    const target = { taskId: task.id, id: 'mine', tenant: '' }
    expect(await peer.handler.getTaskPushNotificationConfig(target, CALL)).toMatchObject({
      token: 'token-2',
      authentication: { scheme: 'Bearer', credentials: '' },
    })
    expect(await peer.handler.getTaskPushNotificationConfig({ ...target, id: '' }, CALL)).toMatchObject({
      id: 'mine',
    })
    for (let count = 1; count < MAX_PUSH_CONFIGS; count += 1) await add({ id: randomUUID() })
    await expect(add({ id: 'one-too-many' })).rejects.toMatchObject({ name: 'RequestMalformedError' })
    await peer.handler.deleteTaskPushNotificationConfig(target, CALL)
    await peer.handler.deleteTaskPushNotificationConfig(target, CALL)
    await expect(peer.handler.getTaskPushNotificationConfig(target, CALL)).rejects.toMatchObject({
      name: 'TaskNotFoundError',
    })
  })
})
