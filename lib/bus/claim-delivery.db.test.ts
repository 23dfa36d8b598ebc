import { describe, expect, it } from 'vitest'
import { deliverToAgent } from '#lib/agents/deliver.ts'
import { LEASE_MS } from '#lib/core/lease.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'
import { openDeliveries } from '#lib/test/deliveries.ts'
import { answers, startPeer } from '#lib/test/push-peer.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { claimDelivery, inHand } from './claim-delivery.ts'
import { dueDeliveries, MAX_AT_ONCE } from './due-deliveries.ts'
import { settleDelivery, type Tried } from './settle-delivery.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const { db, setting, read, isDue, noticesAbout } = openDeliveries()

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
