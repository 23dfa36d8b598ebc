import { describe, expect, it } from 'vitest'
import { publishAgentMessage } from '#lib/bus/publish.ts'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
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
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { claimMessages } from './claim.ts'
import { getMessage } from './get.ts'
import { setMessageStatus } from './set-status.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000

async function setting() {
  const { ctx, events } = recordEvents(testCtx(db()))
  return { ctx, events, ...(await twoPeers(ctx)) }
}
const rowOf = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const processed = (peer: { own: TestCtx }, message_id: string, result?: Record<string, unknown>) =>
  setMessageStatus(peer.own, { message_id, status: 'processed', result })
const failed = (peer: { own: TestCtx }, message_id: string, reason = 'The calendar is away.') =>
  setMessageStatus(peer.own, { message_id, status: 'failed', reason })
const attemptsOf = async (peer: Peer, id: string) =>
  (await getMessage(peer.own, id)).attempts.map(({ attempt, status, error }) => ({ attempt, status, error }))

describe('processed', () => {
  it('ends the message, logs the try, and brings the result to the sender as a response', async () => {
    const { ctx, from, to } = await setting()
    const sent = await sendTask(from, to, { conversation_id: 'flow', priority: 3 })
    const done = await processed(to, sent.id, { count: 3 })
    expect(done).toMatchObject({
      status: 'processed',
      result: { count: 3 },
      processed_at: new Date(ctx.now()).toISOString(),
      delivered_at: new Date(ctx.now()).toISOString(),
      retry_count: 0,
    })
    expect(await attemptsOf(to, sent.id)).toEqual([{ attempt: 1, status: 'success', error: null }])
    expect((await rowOf(sent.id)).result_sealed).not.toContain('count')
    const event = await auditOf(db(), 'agent_message.processed', sent.id)
    expect(event.detail).toEqual({ message_type: 'task' })
    const answers = await inbox(from)
    expect(answers).toHaveLength(1)
    expect(answers[0]).toMatchObject({
      from_agent_id: to.id,
      message_type: 'response',
      in_reply_to: sent.id,
      conversation_id: 'flow',
      priority: 3,
      content: { count: 3 },
    })
  })

  it('sends nothing back without a result, and does not answer an answer', async () => {
    const { from, to } = await setting()
    const sent = await sendTask(from, to)
    expect(await processed(to, sent.id)).toMatchObject({ result: null })
    expect(await inbox(from)).toEqual([])
    const other = await sendTask(from, to)
    await processed(to, other.id, { count: 1 })
    const [answer] = await inbox(from)
    await processed(from, answer!.id, { seen: true })
    expect(await inbox(to, 'response')).toEqual([])
  })

  it('ends the claim it belongs to, with how long it took', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    await claimMessages(to.own, {})
    ctx.advance(4_000)
    await processed(to, id)
    const { attempts, leased_until } = await getMessage(to.own, id)
    expect(leased_until).toBeNull()
    expect(attempts).toEqual([expect.objectContaining({ attempt: 1, status: 'success', duration_ms: 4_000 })])
  })

  it('follows a delivery over HTTP without another line in the log', async () => {
    const { ctx, from } = await setting()
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    const { id } = await sendTask(from, pushed)
    await db().agentMessage.update({ where: { id }, data: { state: 'delivered', attempt: 1 } })
    expect(await processed(pushed, id)).toMatchObject({ status: 'processed', retry_count: 0 })
    expect(await attemptsOf(pushed, id)).toEqual([])
  })
})

describe('failed', () => {
  it('makes a dead letter, logs the try and tells the sender why', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    const dead = await failed(to, id, 'Out of\npaper.')
    expect(dead).toMatchObject({
      status: 'failed',
      failure_reason: 'Out of\npaper.',
      failed_at: new Date(ctx.now()).toISOString(),
    })
    expect(await attemptsOf(to, id)).toEqual([{ attempt: 1, status: 'failed', error: 'Out of\npaper.' }])
    await auditOf(db(), 'agent_message.failed', id)
    expect((await inbox(from)).map((notice) => [notice.message_type, notice.content])).toEqual([
      ['status', { event: 'dead_letter', reason: 'Out of\npaper.', message_id: id }],
    ])
  })

  it('needs a reason', async () => {
    const { from, to } = await setting()
    const { id } = await sendTask(from, to)
    const error = await refusal(
      setMessageStatus(to.own, { message_id: id, status: 'failed' }),
      'invalid_input',
    )
    expect(error.field).toBe('reason')
  })

  it('lets an agent of ours that waits for the answer stop waiting, and posts it no notice', async () => {
    const { ctx, to } = await setting()
    const { conversation } = await makeConversation(ctx)
    const { id } = await mutate(ctx, { name: 'test.ask', permission: null }, (tx) =>
      publishAgentMessage(tx, {
        from: 'scheduling-agent',
        to: to.id,
        message_type: 'DECLINE_SLOTS',
        content: { offer_id: ctx.newId() },
        conversation_id: conversation.id,
        clinic_id: conversation.clinic_id,
        reply_due_at: new Date(ctx.now() + 120_000),
      }),
    )
    await failed(to, id)
    expect(await rowOf(id)).toMatchObject({ state: 'failed', reply_due_at: new Date(ctx.now()) })
    const toOurs = { message_type: 'status', in_reply_to: id }
    expect(await db().agentMessage.count({ where: toOurs })).toBe(0)
  })
})

describe('who may say so', () => {
  it('is the receiver, by its own key or a shared one that is audited as acting for it', async () => {
    const { ctx, from, to } = await setting()
    const { id } = await sendTask(from, to)
    const third = await livePeer(ctx)
    await refusal(processed(from, id), 'not_found')
    await refusal(processed(third, id), 'not_found')
    await refusal(processed(to, ctx.newId()), 'not_found')
    const clerk = { own: actingAs(ctx, staffActor('admin', 'all')) }
    await refusal(processed(clerk, id), 'forbidden')
    const elsewhere = { own: sharedKey(ctx, [(await makeClinic(ctx)).id]) }
    await refusal(processed(elsewhere, id), 'not_found')
    expect((await rowOf(id)).state).toBe('pending')
    await processed({ own: sharedKey(ctx) }, id)
    const event = await auditOf(db(), 'agent_message.processed', id)
    expect(event.detail).toMatchObject({ acting_for: to.id })
  })

  it('is nobody for messages of our own agents, or without a receiver', async () => {
    const { ctx, from } = await setting()
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    await refusal(processed({ own: sharedKey(ctx) }, id), 'forbidden')
    const nobodys = await sendTask(from, null, { content: { requirements: ['nobody-can'] } })
    await refusal(processed({ own: sharedKey(ctx) }, nobodys.id), 'not_found')
  })
})

describe('said twice', () => {
  it('is the same word again: the same answer, and nothing is done', async () => {
    const { from, to } = await setting()
    const { id } = await sendTask(from, to)
    const first = await processed(to, id, { count: 3, of: { a: 1, b: 2 } })
    expect(await processed(to, id, { of: { b: 2, a: 1 }, count: 3 })).toEqual(first)
    expect(await inbox(from)).toHaveLength(1)
    const other = await sendTask(from, to)
    const dead = await failed(to, other.id)
    expect(await failed(to, other.id)).toEqual(dead)
    expect(await inbox(from)).toHaveLength(2)
    await auditOf(db(), 'agent_message.failed', other.id)
  })

  it('at one time is done once', async () => {
    const { from, to } = await setting()
    const { id } = await sendTask(from, to)
    await Promise.all(Array.from({ length: 8 }, () => processed(to, id, { count: 3 })))
    expect(await inbox(from)).toHaveLength(1)
    expect(await attemptsOf(to, id)).toHaveLength(1)
  })

  it('differently is a conflict that names what would be legal', async () => {
    const { from, to } = await setting()
    const { id } = await sendTask(from, to)
    await processed(to, id, { count: 3 })
    expect((await refusal(processed(to, id, { count: 4 }), 'illegal_state')).legal).toEqual([])
    expect((await refusal(failed(to, id), 'illegal_state')).status).toBe(409)
    const other = await sendTask(from, to)
    await failed(to, other.id)
    expect((await refusal(processed(to, other.id), 'illegal_state')).legal).toEqual(['pending'])
    expect((await refusal(failed(to, other.id, 'Another reason.'), 'illegal_state')).legal).toEqual([
      'pending',
    ])
  })

  it('is one word of two that differ and come at one time', async () => {
    const { from, to } = await setting()
    const { id } = await sendTask(from, to)
    const said = await Promise.allSettled([processed(to, id, { count: 3 }), failed(to, id)])
    expect(said.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await inbox(from)).toHaveLength(1)
  })
})

describe('after it expired', () => {
  it('is too late, however late the loop is', async () => {
    const { ctx, from, to } = await setting()
    const expires_at = new Date(ctx.now() + MINUTE_MS).toISOString()
    const { id } = await sendTask(from, to, { expires_at })
    ctx.advance(MINUTE_MS)
    await refusal(processed(to, id), 'illegal_state')
    expect((await rowOf(id)).state).toBe('pending')
  })
})
