import { describe, expect, it } from 'vitest'
import { deliverToAgent } from '#lib/agents/deliver.ts'
import { LEASE_MS } from '#lib/core/lease.ts'
import { createOutsideEndpoint } from '#lib/gateways/outside-endpoint/create.ts'
import { logger } from '#lib/logger.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { setMessageStatus } from '#lib/services/agent-message/set-status.ts'
import type { TestCtx } from '#lib/test/context.ts'
import { testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import {
  answers,
  closePeersAfterEach,
  OK,
  type Reaction,
  registerPeer,
  startPeer,
  verifyPost,
} from '#lib/test/push-peer.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { claimDelivery, inHand } from './claim-delivery.ts'
import { dueDeliveries, MAX_AT_ONCE } from './due-deliveries.ts'
import { settleDelivery, type Tried } from './settle-delivery.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
closePeersAfterEach()

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
type Message = Parameters<typeof sendMessage>[1]

/** A sender that polls, and a receiver with a server that reacts as the test says. */
async function setting(react: Reaction = () => OK, options: { timeoutMs?: number } = {}) {
  const outside = createOutsideEndpoint({ allowedHosts: ['127.0.0.1'], ...options })
  const ctx = testCtx(db(), { ports: { outside } })
  const sender = await registerPeer(ctx)
  const peer = await startPeer(ctx, react)
  const send = (fields: Partial<Message> = {}) =>
    sendMessage(sender.own, { to_agent_id: peer.name, message_type: 'task', content: { n: 1 }, ...fields })
  return { ctx, sender, peer, send }
}

const read = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const isDue = async (ctx: TestCtx, id: string) =>
  (await dueDeliveries(ctx, new Date(ctx.now()), 1_000)).some((row) => row.id === id)
/** What the bus told the sender of its message. */
const noticesAbout = async (ctx: TestCtx, id: string) => {
  const rows = await db().agentMessage.findMany({ where: { in_reply_to: id, message_type: 'status' } })
  return Promise.all(rows.map(async (row) => (await getMessage(ctx, row.id)).content))
}
const waitUntilDue = async (ctx: TestCtx, id: string) => {
  const wait = (await read(id)).due_at.getTime() - ctx.now()
  ctx.advance(wait)
  return wait
}
const failedTry = (delivery: Tried['delivery'], reason = 'Too late.'): Tried => ({
  delivery,
  tries: delivery.attempt - delivery.attempt_base,
  delaysMs: [],
  processWithinMs: null,
  outcome: { kind: 'failed', isTimeout: false, retryAfterMs: null, reason },
  answer: { kind: 'answered', status: 500, retryAfterMs: null, body: 'late', durationMs: 9 },
})
const nobody = async () => {
  throw new Error('Staff were asked.')
}

describe('a post', () => {
  it('carries the message in both spellings, signed as Standard Webhooks asks, and is delivered by a 2xx', async () => {
    const { ctx, sender, peer, send } = await setting(answers(202))
    const message = await send({
      conversation_id: 'flow-7',
      content: { task_type: 'weigh', umlaut: 'ä €' },
      metadata: { timeout: 300, colour: 'red' },
      priority: 3,
      expires_at: new Date(ctx.now() + HOUR).toISOString(),
    })
    await deliverToAgent(ctx, message.id)
    expect(peer.posts).toHaveLength(1)
    const post = peer.posts[0]!
    verifyPost(peer.secret, post)
    expect(() => verifyPost(sender.signing_secret!, post)).toThrow('No matching signature')
    expect(post.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': message.id })
    expect(post.timestamp).toBe(Math.floor(ctx.systemNow() / SECOND))
    const common = { message_type: 'task', in_reply_to: null }
    expect(post.body).toEqual({
      ...common,
      message_id: message.id,
      correlation_id: 'flow-7',
      timestamp: message.created_at,
      source_agent_id: sender.name,
      target_agent_id: peer.name,
      payload: { task_type: 'weigh', umlaut: 'ä €' },
      id: message.id,
      conversation_id: 'flow-7',
      from_agent_id: sender.id,
      from_agent: sender.name,
      to_agent_id: peer.id,
      to_agent: peer.name,
      priority: 3,
      content: { task_type: 'weigh', umlaut: 'ä €' },
      metadata: { timeout: 300, colour: 'red' },
      created_at: message.created_at,
      expires_at: message.expires_at,
    })
    expect(await read(message.id)).toMatchObject({
      state: 'delivered',
      delivered_at: new Date(ctx.now()),
      process_by: new Date(ctx.now() + 300 * SECOND),
      lease_until: null,
      failure_reason: null,
    })
    const { attempts } = await getMessage(ctx, message.id)
    expect(attempts).toEqual([
      {
        attempt: 1,
        status: 'success',
        response_code: 202,
        response_body: 'answer 202',
        error: null,
        duration_ms: expect.any(Number),
        attempted_at: new Date(ctx.now()).toISOString(),
      },
    ])
    const stored = await db().deliveryAttempt.findFirstOrThrow({ where: { agent_message_id: message.id } })
    expect(stored.response_body_sealed).not.toContain('answer')
  })

  it('is made once, however often and by how many at once it is asked for', async () => {
    const { ctx, peer, send } = await setting()
    const { id } = await send()
    await Promise.all(Array.from({ length: 8 }, () => deliverToAgent(ctx, id)))
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(1)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 1 })
  })

  it('leaves a message alone that its receiver processed before it had answered', async () => {
    const ids: string[] = []
    const { ctx, peer, send } = await setting(async (post) => {
      await setMessageStatus(peer.own, { message_id: post.id, status: 'processed', result: { done: true } })
      ids.push(post.id)
      return OK
    })
    const { id } = await send()
    await deliverToAgent(ctx, id)
    expect(ids).toEqual([id])
    expect(await read(id)).toMatchObject({ state: 'processed', attempt: 1 })
    expect((await getMessage(ctx, id)).attempts).toMatchObject([{ attempt: 1, status: 'success' }])
  })
})

describe('a post that fails', () => {
  it('is tried eight times over more than a day, then is a dead letter of which the sender and the trail know', async () => {
    const { ctx, peer, send } = await setting(answers(503))
    const { id } = await send()
    const waits: number[] = []
    for (let n = 1; n <= 8; n += 1) {
      expect(await isDue(ctx, id)).toBe(true)
      await deliverToAgent(ctx, id)
      expect(peer.posts).toHaveLength(n)
      if (n === 8) break
      expect(await isDue(ctx, id)).toBe(false)
      await deliverToAgent(ctx, id)
      expect(peer.posts).toHaveLength(n)
      expect(await read(id)).toMatchObject({
        state: 'pending',
        attempt: n,
        failure_reason: 'The endpoint answered 503.',
      })
      waits.push(await waitUntilDue(ctx, id))
    }
    const documented = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(documented[index]! * 0.9)
      expect(wait).toBeLessThanOrEqual(documented[index]! * 1.1)
    }
    expect(waits).toHaveLength(7)
    expect(new Set(peer.posts.map((post) => post.id))).toEqual(new Set([id]))
    for (const post of peer.posts) verifyPost(peer.secret, post)
    expect(new Set(peer.posts.map((post) => post.timestamp)).size).toBe(8)
    const reason = 'The endpoint answered 503. That was try 8, the last.'
    expect(await read(id)).toMatchObject({
      state: 'failed',
      failed_at: new Date(ctx.now()),
      failure_reason: reason,
      attempt: 8,
      lease_until: null,
    })
    expect(await isDue(ctx, id)).toBe(false)
    const { attempts } = await getMessage(ctx, id)
    expect(attempts.map((row) => [row.attempt, row.status, row.response_code])).toEqual(
      Array.from({ length: 8 }, (_, index) => [index + 1, 'failed', 503]),
    )
    expect(await db().auditEvent.count({ where: { action: 'agent_message.failed', subject_id: id } })).toBe(1)
    expect(await noticesAbout(ctx, id)).toEqual([{ event: 'dead_letter', reason, message_id: id }])
  })

  it('follows the policy that its sender wrote into the metadata', async () => {
    const { ctx, peer, send } = await setting(answers(500))
    const fixed = await send({ metadata: { retry_policy: 'fixed', retry_delay: 20, max_retries: 2 } })
    const once = await send({ metadata: { retry_policy: 'none', max_retries: 5 } })
    await deliverToAgent(ctx, fixed.id)
    await deliverToAgent(ctx, once.id)
    expect(await read(once.id)).toMatchObject({
      state: 'failed',
      failure_reason: 'The endpoint answered 500. One try was allowed.',
    })
    for (let n = 0; n < 2; n += 1) {
      const wait = await waitUntilDue(ctx, fixed.id)
      expect(Math.abs(wait - 20 * SECOND)).toBeLessThanOrEqual(2 * SECOND)
      await deliverToAgent(ctx, fixed.id)
    }
    expect(await read(fixed.id)).toMatchObject({ state: 'failed', attempt: 3 })
    expect(peer.posts).toHaveLength(4)
  })

  it('waits as long as Retry-After asks, in seconds or as a date, at least as long as planned and a day at most', async () => {
    const asked = [
      () => '120',
      () => new Date(Date.now() + 20 * MINUTE).toUTCString(),
      () => '1',
      () => String(400 * 24 * 3600),
    ]
    const { ctx, peer, send } = await setting((_, n) => ({
      status: 429,
      body: '',
      headers: { 'retry-after': asked[n - 1]!() },
    }))
    const { id } = await send()
    const waits: number[] = []
    for (let n = 0; n < asked.length; n += 1) {
      await deliverToAgent(ctx, id)
      waits.push(await waitUntilDue(ctx, id))
    }
    expect(peer.posts).toHaveLength(4)
    expect(waits[0]).toBe(120 * SECOND)
    expect(waits[1]).toBeGreaterThan(18 * MINUTE)
    expect(waits[1]).toBeLessThanOrEqual(20 * MINUTE)
    expect(waits[2]).toBeGreaterThanOrEqual(27 * MINUTE)
    expect(waits[3]).toBe(24 * HOUR)
  })

  it('does not follow a redirect', async () => {
    const { ctx, send, peer } = await setting((_, n) =>
      n === 1 ? { status: 302, body: '', headers: { location: '/elsewhere' } } : OK,
    )
    const { id } = await send()
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(1)
    expect(await read(id)).toMatchObject({
      state: 'pending',
      failure_reason: 'The endpoint answered 302, a redirect; these are not followed.',
    })
  })

  it('is a time-out when nothing comes back in time, and says so when the connection is cut or refused', async () => {
    const { ctx, send, peer } = await setting((_, n) => (n === 1 ? 'silence' : 'hang_up'), { timeoutMs: 300 })
    const { id } = await send()
    await deliverToAgent(ctx, id)
    await waitUntilDue(ctx, id)
    await deliverToAgent(ctx, id)
    await peer.close()
    await waitUntilDue(ctx, id)
    await deliverToAgent(ctx, id)
    const { attempts } = await getMessage(ctx, id)
    expect(attempts.map((row) => [row.status, row.error, row.response_code, row.response_body])).toEqual([
      ['timeout', expect.stringContaining('No answer within'), null, null],
      ['failed', 'The connection was cut.', null, null],
      ['failed', 'The server refuses the connection.', null, null],
    ])
    expect((await read(id)).state).toBe('pending')
  })

  it('keeps the first 2 KiB of what came back', async () => {
    const { ctx, send } = await setting(() => ({ status: 500, body: 'x'.repeat(5_000) }))
    const { id } = await send()
    await deliverToAgent(ctx, id)
    expect((await getMessage(ctx, id)).attempts[0]?.response_body).toBe('x'.repeat(2_048))
  })
})

describe('an answer of 410', () => {
  it('ends the message and makes the agent inactive; what else waits for it stays and is not tried', async () => {
    const { ctx, peer, send } = await setting(answers(410))
    const first = await send()
    const second = await send()
    await deliverToAgent(ctx, first.id)
    expect(await read(first.id)).toMatchObject({
      state: 'failed',
      failure_reason: 'The endpoint answered 410 Gone.',
    })
    expect(await db().agent.findUniqueOrThrow({ where: { id: peer.id } })).toMatchObject({
      status: 'inactive',
      status_reason: expect.stringContaining('410'),
    })
    expect(await db().auditEvent.count({ where: { action: 'agent.gone', subject_id: peer.id } })).toBe(1)
    expect(await noticesAbout(ctx, first.id)).toMatchObject([{ event: 'dead_letter' }])
    expect(await isDue(ctx, second.id)).toBe(false)
    await deliverToAgent(ctx, second.id)
    expect(peer.posts).toHaveLength(1)
    expect(await read(second.id)).toMatchObject({ state: 'pending', attempt: 0 })
  })

  it('leaves an agent active that has meanwhile registered another endpoint', async () => {
    const { ctx, peer, send } = await setting(async () => {
      await db().agent.update({ where: { id: peer.id }, data: { endpoint: 'http://127.0.0.1:9/new' } })
      return { status: 410, body: '' }
    })
    const { id } = await send()
    await deliverToAgent(ctx, id)
    expect((await read(id)).state).toBe('failed')
    expect((await db().agent.findUniqueOrThrow({ where: { id: peer.id } })).status).toBe('active')
  })
})

describe('a message waits, and that is no failed try', () => {
  it.each(['maintenance', 'inactive'] as const)('while its receiver is %s', async (status) => {
    const { ctx, peer, send } = await setting()
    const { id } = await send()
    await db().agent.update({ where: { id: peer.id }, data: { status } })
    expect(await isDue(ctx, id)).toBe(false)
    await deliverToAgent(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'pending', attempt: 0 })
    await db().agent.update({ where: { id: peer.id }, data: { status: 'active' } })
    expect(await isDue(ctx, id)).toBe(true)
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(1)
  })

  it('while its receiver is removed, has no endpoint, or outside agents are turned off', async () => {
    const { ctx, peer, send } = await setting()
    const { id } = await send()
    const { endpoint } = peer
    for (const data of [{ removed_at: new Date() }, { removed_at: null, endpoint: null }]) {
      await db().agent.update({ where: { id: peer.id }, data })
      expect(await isDue(ctx, id)).toBe(false)
      await deliverToAgent(ctx, id)
    }
    await db().agent.update({ where: { id: peer.id }, data: { endpoint } })
    const off = { ...ctx, config: { ...ctx.config, isAgentMessagingEnabled: false } }
    expect(await dueDeliveries(off, new Date(ctx.now()), 10)).toEqual([])
    await deliverToAgent(off, id)
    expect(peer.posts).toHaveLength(0)
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(1)
  })
})

describe('expiry', () => {
  it('nothing is posted once it has expired', async () => {
    const { ctx, peer, send } = await setting()
    const { id } = await send({ expires_at: new Date(ctx.now() + MINUTE).toISOString() })
    ctx.advance(MINUTE)
    expect(await isDue(ctx, id)).toBe(false)
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(0)
  })

  it('a message that would expire before its next try is a dead letter at once', async () => {
    const { ctx, send } = await setting(answers(500))
    const { id } = await send({ expires_at: new Date(ctx.now() + 3 * SECOND).toISOString() })
    await deliverToAgent(ctx, id)
    const reason = 'The endpoint answered 500. It expires before it could be tried again.'
    expect(await read(id)).toMatchObject({ state: 'failed', failure_reason: reason })
    expect(await noticesAbout(ctx, id)).toMatchObject([{ event: 'dead_letter', reason }])
  })
})

describe('the order', () => {
  it('is by priority, then age, whichever wake-up comes first', async () => {
    const { ctx, peer, send } = await setting()
    const sent: Record<string, string> = {}
    for (const [name, priority] of Object.entries({ e: 9, c: 5, a: 1, d: 5, b: 2 })) {
      sent[name] = (await send({ priority, content: { name } })).id
      ctx.advance(1)
    }
    for (const name of ['e', 'd', 'c', 'b', 'a']) await deliverToAgent(ctx, sent[name]!)
    expect(peer.posts.map((post) => (post.body.content as { name: string }).name)).toEqual([...'abcde'])
  })

  it('lets one agent have two posts at once, and wakes the next message when one ends', async () => {
    const { ctx, peer, send } = await setting()
    const ids: string[] = []
    for (let n = 0; n < 4; n += 1) ids.push((await send()).id)
    const inHandNow = [await claimDelivery(ctx, ids[3]!), await claimDelivery(ctx, ids[3]!)]
    expect(inHandNow.map((delivery) => delivery?.id)).toEqual(ids.slice(0, MAX_AT_ONCE))
    expect(await claimDelivery(ctx, ids[3]!)).toBeNull()
    ctx.wakes.length = 0
    await settleDelivery(ctx, failedTry(inHandNow[0]!), nobody)
    expect(ctx.wakes).toContainEqual({ kind: 'agent.deliver', key: ids[2], priority: 5 })
    await deliverToAgent(ctx, ids[2]!)
    expect(peer.posts.map((post) => post.id)).toEqual([ids[2]])
  })

  it('an agent that hangs does not keep the messages of another one waiting', async () => {
    const { ctx, send } = await setting()
    const other = await startPeer(ctx)
    const sent: string[] = []
    for (let n = 0; n < 5; n += 1) sent.push((await send()).id)
    const theirs = await send({ to_agent_id: other.name })
    const due = (await dueDeliveries(ctx, new Date(ctx.now()), 1_000)).map((row) => row.id)
    expect(due.filter((id) => sent.includes(id))).toEqual(sent.slice(0, MAX_AT_ONCE))
    expect(due).toContain(theirs.id)
  })
})

describe('a worker that dies between the post and its outcome', () => {
  it('leaves a message that is tried again when its lease is over, with the same webhook-id, and both tries logged', async () => {
    const { ctx, peer, send } = await setting()
    const { id } = await send()
    expect(await claimDelivery(ctx, id)).toMatchObject({ id, attempt: 1 })
    expect((await getMessage(ctx, id)).attempts).toEqual([])
    expect(await isDue(ctx, id)).toBe(false)
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(0)
    ctx.advance(LEASE_MS)
    expect(await isDue(ctx, id)).toBe(true)
    await deliverToAgent(ctx, id)
    expect(peer.posts.map((post) => post.id)).toEqual([id])
    expect((await getMessage(ctx, id)).attempts).toMatchObject([
      { attempt: 1, status: 'timeout', error: expect.stringContaining('stopped before the answer') },
      { attempt: 2, status: 'success', response_code: 200 },
    ])
  })

  it('that wakes up late changes nothing any more, and its try is in the log all the same', async () => {
    const { ctx, send } = await setting()
    const { id } = await send()
    const zombie = await claimDelivery(ctx, id)
    ctx.advance(LEASE_MS)
    const second = await claimDelivery(ctx, id)
    expect(second).toMatchObject({ id, attempt: 2 })
    await settleDelivery(ctx, failedTry(zombie!), nobody)
    expect(await read(id)).toMatchObject({ state: 'pending', attempt: 2, failure_reason: null })
    expect((await read(id)).lease_until).not.toBeNull()
    await settleDelivery(ctx, { ...failedTry(zombie!), outcome: { kind: 'gone', reason: 'Gone.' } }, nobody)
    expect(await db().agent.findUniqueOrThrow({ where: { id: second!.to_agent_id! } })).toMatchObject({
      status: 'active',
    })
    await settleDelivery(ctx, { ...failedTry(zombie!), outcome: { kind: 'delivered' } }, nobody)
    expect((await read(id)).state).toBe('pending')
    await settleDelivery(ctx, { ...failedTry(second!), outcome: { kind: 'delivered' } }, nobody)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 2 })
    await settleDelivery(ctx, failedTry(zombie!), nobody)
    expect(await read(id)).toMatchObject({ state: 'delivered', failure_reason: null })
    expect((await getMessage(ctx, id)).attempts).toMatchObject([
      { attempt: 1, status: 'failed', error: 'Too late.', response_code: 500 },
      { attempt: 2, status: 'success' },
    ])
    expect(await noticesAbout(ctx, id)).toEqual([])
  })

  it('every time, ends with a dead letter and not with tries without end', async () => {
    const { ctx, peer, send } = await setting()
    const { id } = await send({ metadata: { max_retries: 2 } })
    for (let n = 0; n < 3; n += 1) {
      expect(await claimDelivery(ctx, id)).not.toBeNull()
      ctx.advance(LEASE_MS)
    }
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(0)
    expect(await read(id)).toMatchObject({
      state: 'failed',
      failure_reason: expect.stringContaining('stopped each time'),
    })
  })

  it('keeps a message in hand as long as it is alive', async () => {
    const { ctx, send } = await setting()
    const { id } = await send()
    const delivery = (await claimDelivery(ctx, id))!
    ctx.advance(LEASE_MS - 1)
    await inHand(ctx, delivery, () =>
      waitFor('the lease to be renewed', async () => {
        const { lease_until } = await read(id)
        return lease_until!.getTime() === ctx.systemNow() + LEASE_MS
      }),
    )
    ctx.advance(1)
    expect(await isDue(ctx, id)).toBe(false)
  })
})
