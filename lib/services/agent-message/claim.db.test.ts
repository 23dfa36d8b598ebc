import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import {
  inbox,
  livePeer,
  type Peer,
  recordEvents,
  sendTask,
  sharedKey,
  twoPeers,
} from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { ensureBuiltinAgents } from '../agent/ensure-builtin.ts'
import { heartbeatAgent } from '../agent/heartbeat.ts'
import { claimMessages } from './claim.ts'
import { getMessage } from './get.ts'
import { returnLeases } from './return-leases.ts'
import { setMessageStatus } from './set-status.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000

const claim = (peer: Peer, fields = {}) => claimMessages(peer.own, fields)
const ids = (messages: { id: string }[]) => messages.map((message) => message.id)
const iso = (at: number) => new Date(at).toISOString()

/** Nothing of earlier tests is under way any more. */
async function setting() {
  await db().agentMessage.updateMany({ data: { state: 'processed' } })
  const { ctx, events } = recordEvents(testCtx(db()))
  return { ctx, events, ...(await twoPeers(ctx)) }
}

describe('a claim', () => {
  it('leases what waits by priority, then age, and leaves it pending', async () => {
    const { ctx, from, to } = await setting()
    const low = await sendTask(from, to, { priority: 9 })
    const first = await sendTask(from, to)
    ctx.advance(1)
    const second = await sendTask(from, to)
    const high = await sendTask(from, to, { priority: 1 })
    const got = await claim(to, { limit: 3, lease_seconds: 30 })
    expect(ids(got)).toEqual([high.id, first.id, second.id])
    expect(got[0]).toMatchObject({
      status: 'pending',
      leased_until: iso(ctx.systemNow() + 30_000),
      delivered_at: iso(ctx.now()),
      retry_count: 0,
      content: high.content,
    })
    expect(ids(await claim(to))).toEqual([low.id])
    expect(await claim(to)).toEqual([])
  })

  it('gives a message to one of many pollers', async () => {
    const { from, to } = await setting()
    const sent = []
    for (let n = 0; n < 40; n += 1) sent.push(await sendTask(from, to))
    const got = await Promise.all(Array.from({ length: 16 }, () => claim(to, { limit: 5 })))
    const taken = ids(got.flat())
    expect(taken).toHaveLength(new Set(taken).size)
    const rest = await claim(to, { limit: 50 })
    expect(new Set([...taken, ...ids(rest)])).toEqual(new Set(ids(sent)))
  })

  it('takes nothing that belongs to another agent, is later, or has expired', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to, { expires_at: iso(ctx.now() + MINUTE_MS) })
    expect(await claim(from)).toEqual([])
    await db().agentMessage.update({ where: { id }, data: { due_at: new Date(ctx.now() + 1) } })
    expect(await claim(to)).toEqual([])
    ctx.advance(MINUTE_MS)
    expect(await claim(to)).toEqual([])
  })

  it('is for the agent’s own key, or a shared one that names it', async () => {
    const { ctx, from, to } = await setting()
    await ensureBuiltinAgents(ctx)
    await sendTask(from, to)
    await refusal(claim(from, { agent_id: to.id }), 'forbidden')
    expect((await refusal(claimMessages(sharedKey(ctx), {}), 'invalid_input')).field).toBe('agent_id')
    await refusal(claimMessages(sharedKey(ctx), { agent_id: 'user-agent' }), 'forbidden')
    const clerk = actingAs(ctx, staffActor('admin', 'all'))
    await refusal(claimMessages(clerk, { agent_id: to.id }), 'forbidden')
    expect(await claimMessages(sharedKey(ctx), { agent_id: to.name })).toHaveLength(1)
  })

  it('is refused to an agent with an endpoint, and to one that is not active', async () => {
    const { ctx, to } = await setting()
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    await refusal(claim(pushed), 'conflict')
    await heartbeatAgent(to.own, { agent_id: to.id, status: 'maintenance' })
    expect((await refusal(claim(to), 'conflict')).message).toContain('in maintenance')
  })
})

describe('a lease that runs out', () => {
  it('returns the message to the next claim at once, and the log says that its agent fell silent', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    await claim(to, { lease_seconds: 30 })
    ctx.advance(29_999)
    expect(await claim(to)).toEqual([])
    ctx.advance(1)
    const [again] = await claim(to)
    expect(again).toMatchObject({ id, retry_count: 1, leased_until: iso(ctx.systemNow() + MINUTE_MS) })
    const { attempts } = await getMessage(to.own, id)
    expect(attempts).toEqual([
      {
        attempt: 1,
        status: 'timeout',
        response_code: null,
        response_body: null,
        error: `${to.name} had it and did not say in time what became of it.`,
        duration_ms: 30_000,
        attempted_at: iso(ctx.now() - 30_000),
      },
    ])
  })

  it('is found by the loop too, which tells the agent’s stream, once', async () => {
    const { ctx, events, from, to } = await setting()
    const { id } = await sendTask(from, to)
    await claim(to)
    ctx.advance(MINUTE_MS)
    events.length = 0
    expect((await Promise.all([returnLeases(ctx), returnLeases(ctx)])).toSorted()).toEqual([0, 1])
    expect(events.filter((event) => event.id === id && event.agent_id === to.id)).toHaveLength(1)
    expect(await returnLeases(ctx)).toBe(0)
    expect(await getMessage(to.own, id)).toMatchObject({
      status: 'pending',
      leased_until: null,
      delivered_at: null,
    })
  })

  it('goes by the system clock: moving the domain clock ends no lease', async () => {
    const { ctx, from, to } = await setting()
    await sendTask(from, to)
    await claim(to)
    const moved = { ...ctx, now: () => ctx.now() + 3_600_000 }
    expect(await returnLeases(moved)).toBe(0)
    expect(await claimMessages({ ...to.own, now: moved.now }, {})).toEqual([])
  })

  it('makes a dead letter of a message that nobody ever finishes, as often as its sender allows', async () => {
    const { ctx, from, to } = await setting()
    const allowed = await sendTask(from, to, { metadata: { max_retries: 1 } })
    const once = await sendTask(from, to, { metadata: { retry_policy: 'none' } })
    for (const gone of [[], [once.id], [allowed.id, once.id]]) {
      const states = await db().agentMessage.findMany({
        where: { id: { in: gone } },
        select: { state: true },
      })
      expect(states.every((row) => row.state === 'failed')).toBe(true)
      await claim(to)
      ctx.advance(MINUTE_MS)
      await returnLeases(ctx)
    }
    const dead = await getMessage(from.own, allowed.id)
    expect(dead).toMatchObject({
      status: 'failed',
      retry_count: 1,
      failure_reason: `${to.name} took it 2 times and never said what became of it.`,
    })
    expect(dead.attempts.map((attempt) => attempt.status)).toEqual(['timeout', 'timeout'])
    const told = (await inbox(from, 'status')).map((notice) => notice.content)
    expect(told).toContainEqual({ event: 'dead_letter', reason: dead.failure_reason, message_id: allowed.id })
  })

  it('counts the tries since the last redrive', async () => {
    const { ctx, from, to } = await setting()
    const fresh = await sendTask(from, to)
    const once = await sendTask(from, to, { metadata: { retry_policy: 'none' } })
    await db().agentMessage.updateMany({
      where: { id: { in: [fresh.id, once.id] } },
      data: { attempt: 8, attempt_base: 8 },
    })
    await claim(to)
    ctx.advance(MINUTE_MS)
    await returnLeases(ctx)
    expect((await getMessage(to.own, fresh.id)).status).toBe('pending')
    expect((await getMessage(to.own, once.id)).failure_reason).toContain('took it once')
  })
})

describe('a word that comes after the lease', () => {
  it('counts while nobody else has the message', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    await claim(to)
    ctx.advance(MINUTE_MS)
    const done = await setMessageStatus(to.own, { message_id: id, status: 'processed' })
    expect(done).toMatchObject({ status: 'processed', retry_count: 0, leased_until: null })
    expect(await returnLeases(ctx)).toBe(0)
    expect((await getMessage(to.own, id)).attempts.map((attempt) => attempt.status)).toEqual(['success'])
  })

  it('is the second try’s where the lease was returned meanwhile', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    await claim(to)
    ctx.advance(MINUTE_MS)
    await returnLeases(ctx)
    await setMessageStatus(to.own, { message_id: id, status: 'processed' })
    const { attempts, retry_count } = await getMessage(to.own, id)
    expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'timeout'],
      [2, 'success'],
    ])
    expect(retry_count).toBe(1)
  })
})
