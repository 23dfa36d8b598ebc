import { describe, expect, it } from 'vitest'
import { handleConversation } from '#lib/agents/handle.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { testCtx } from '#lib/test/context.ts'
import { inbox, livePeer, sendTask, twoPeers } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { heartbeatAgent } from '../agent/heartbeat.ts'
import { removeAgent } from '../agent/remove.ts'
import { claimMessages } from './claim.ts'
import { expireMessages, failUnprocessed } from './expire.ts'
import { getMessage } from './get.ts'
import { setMessageStatus } from './set-status.ts'
import { tellWaiting } from './tell-waiting.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000

/** Nothing of earlier tests is under way any more. */
async function setting() {
  await db().agentMessage.updateMany({ data: { state: 'processed' } })
  const ctx = testCtx(db())
  return { ctx, ...(await twoPeers(ctx)) }
}
const rowOf = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const soon = (ctx: { now(): number }) => new Date(ctx.now() + MINUTE_MS).toISOString()

describe('a message past expires_at', () => {
  it('ends while it waits, not a moment earlier, and its sender hears of it once', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to, { expires_at: soon(ctx) })
    ctx.advance(MINUTE_MS - 1)
    expect(await expireMessages(ctx)).toBe(0)
    ctx.advance(1)
    const counts = await Promise.all([expireMessages(ctx), expireMessages(ctx), expireMessages(ctx)])
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1)
    const reason = `${to.name} did not take this task message before it expired.`
    expect(await rowOf(id)).toMatchObject({ state: 'expired', failure_reason: reason, failed_at: null })
    expect((await inbox(from)).map((notice) => notice.content)).toEqual([
      { event: 'expired', reason, message_id: id },
    ])
    await auditOf(db(), 'agent_message.expired', id)
  })

  it('ends in the hands of its receiver too', async () => {
    const { ctx, from, to } = await setting()
    const claimed = await sendTask(from, to, { expires_at: soon(ctx) })
    await claimMessages(to.own, { lease_seconds: 600 })
    const delivered = await sendTask(from, to, { expires_at: soon(ctx) })
    await db().agentMessage.update({ where: { id: delivered.id }, data: { state: 'delivered' } })
    ctx.advance(MINUTE_MS)
    expect(await expireMessages(ctx)).toBe(2)
    expect(await rowOf(claimed.id)).toMatchObject({ state: 'expired', lease_until: null })
    expect((await rowOf(delivered.id)).failure_reason).toContain('did not process it before it expired')
  })

  it('is left to the handler of our own agent, which is woken even where nobody runs it', async () => {
    const { ctx } = await setting()
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation, { expires_at: new Date(ctx.now() + MINUTE_MS) })
    ctx.advance(MINUTE_MS)
    ctx.wakes.length = 0
    expect(await expireMessages(ctx)).toBe(0)
    expect(ctx.wakes).toEqual([{ kind: 'agent.handle', key: conversation.id }])
    expect(await handleConversation(ctx, conversation.id, {})).toBe('expired')
    expect((await rowOf(id)).state).toBe('expired')
  })

  it('that nobody fetched was a notice, which nobody is told of', async () => {
    const { ctx, from, to } = await setting()
    await sendTask(from, to, { expires_at: soon(ctx) })
    ctx.advance(MINUTE_MS)
    await expireMessages(ctx)
    const before = await db().agentMessage.count()
    ctx.advance(8 * 24 * 60 * MINUTE_MS)
    expect(await expireMessages(ctx)).toBe(1)
    expect(await db().agentMessage.count()).toBe(before)
  })
})

describe('a message that its receiver does not process within metadata.timeout', () => {
  it('is a dead letter from the claim on, and not before', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to, { metadata: { timeout: 60 } })
    ctx.advance(10 * MINUTE_MS)
    expect(await failUnprocessed(ctx)).toBe(0)
    await claimMessages(to.own, { lease_seconds: 3_600 })
    ctx.advance(MINUTE_MS - 1)
    expect(await failUnprocessed(ctx)).toBe(0)
    ctx.advance(1)
    expect(await failUnprocessed(ctx)).toBe(1)
    const reason = `${to.name} had it and did not process it within the timeout of its metadata.`
    const dead = await getMessage(from.own, id)
    expect(dead).toMatchObject({ status: 'failed', failure_reason: reason })
    expect(dead.attempts).toEqual([
      expect.objectContaining({ attempt: 1, status: 'timeout', error: reason, duration_ms: MINUTE_MS }),
    ])
    expect((await inbox(from)).map((notice) => notice.content)).toEqual([
      { event: 'dead_letter', reason, message_id: id },
    ])
  })

  it('is a dead letter after its delivery', async () => {
    const { ctx, from } = await setting()
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    const { id } = await sendTask(from, pushed)
    const process_by = new Date(ctx.now() + MINUTE_MS)
    await db().agentMessage.update({ where: { id }, data: { state: 'delivered', attempt: 1, process_by } })
    ctx.advance(MINUTE_MS)
    expect(await failUnprocessed(ctx)).toBe(1)
    expect(await getMessage(from.own, id)).toMatchObject({ status: 'failed', attempts: [] })
  })

  it('is none when its lease was returned just as the loop came', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to, { metadata: { timeout: 60 } })
    await claimMessages(to.own, { lease_seconds: 30 })
    ctx.advance(MINUTE_MS)
    const isWaiting = async () => {
      const [row] = await db().$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return Number(row?.count) > 0
    }
    const loop = await db().$transaction(async (tx) => {
      const back = { lease_until: null, delivered_at: null, process_by: null }
      await tx.agentMessage.update({ where: { id }, data: back })
      const running = failUnprocessed(ctx)
      await waitFor('the loop to meet the lock', isWaiting)
      return { running }
    })
    expect(await loop.running).toBe(0)
    expect((await rowOf(id)).state).toBe('pending')
  })

  it('is none once it was processed, or its lease returned', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to, { metadata: { timeout: 60 } })
    const back = await sendTask(from, to, { metadata: { timeout: 600 } })
    await claimMessages(to.own, { lease_seconds: 30 })
    await setMessageStatus(to.own, { message_id: id, status: 'processed' })
    ctx.advance(30_000)
    await claimMessages(to.own, { lease_seconds: 5 })
    ctx.advance(10 * MINUTE_MS - 1)
    expect(await failUnprocessed(ctx)).toBe(0)
    expect((await rowOf(back.id)).state).toBe('pending')
  })
})

describe('a receiver that goes away', () => {
  it('has the senders of what waits told, once', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    const leased = await sendTask(from, to)
    expect(await tellWaiting(ctx)).toBe(0)
    await claimMessages(to.own, { limit: 1 })
    await heartbeatAgent(to.own, { agent_id: to.id, status: 'maintenance' })
    const counts = await Promise.all([tellWaiting(ctx), tellWaiting(ctx)])
    expect(Math.max(...counts)).toBe(1)
    expect(await tellWaiting(ctx)).toBe(0)
    const told = (await inbox(from)).map((notice) => notice.content)
    const reason = `${to.name} is in maintenance. The message waits until it is active again.`
    expect(told).toEqual([{ event: 'waiting', reason, message_id: leased.id }])
    expect((await rowOf(leased.id)).routing_reason).toBe(reason)
    expect((await rowOf(id)).routing_reason).toBeNull()
  })

  it('has nobody told whose agent was removed as well', async () => {
    const { ctx, from, to } = await setting()
    await sendTask(from, to)
    await heartbeatAgent(to.own, { agent_id: to.id, status: 'maintenance' })
    await removeAgent(ctx, { agent_id: from.id })
    expect(await tellWaiting(ctx)).toBe(0)
  })

  it('is a polling agent that falls silent, and not one with an endpoint', async () => {
    const { ctx, from, to } = await setting()
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    await sendTask(from, to)
    await sendTask(from, pushed)
    ctx.advance(300_000)
    expect(await tellWaiting(ctx)).toBe(0)
    ctx.advance(1)
    expect(await tellWaiting(ctx)).toBe(1)
    expect(await tellWaiting(ctx)).toBe(0)
  })
})
