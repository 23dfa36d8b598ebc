import { describe, expect, it } from 'vitest'
import { deliverToAgent } from '#lib/agents/deliver.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'
import { setMessageStatus } from '#lib/services/agent-message/set-status.ts'
import { openDeliveries } from '#lib/test/deliveries.ts'
import { answers, OK, verifyPost } from '#lib/test/push-peer.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const { db, setting, read, isDue, noticesAbout, waitUntilDue } = openDeliveries()

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
