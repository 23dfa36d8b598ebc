import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { makeConversation } from '#lib/test/agents.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { inbox, livePeer, recordEvents, sendTask, sharedKey, twoPeers } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { ensureBuiltinAgents } from '../agent/ensure-builtin.ts'
import { heartbeatAgent } from '../agent/heartbeat.ts'
import { removeAgent } from '../agent/remove.ts'
import { getMessage } from './get.ts'
import { sendMessage } from './send.ts'

const { db } = openTestDatabase()
const DAY_MS = 24 * 60 * 60 * 1000
const KIB = 1024

const rowOf = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const task = { message_type: 'task', content: { task_type: 'count' } }

async function clinicPeer(ctx: TestCtx, clinicId: string, fields = {}) {
  return livePeer(actingAs(ctx, staffActor('admin', [clinicId])), fields)
}

describe('the sender', () => {
  it('is the agent that the key belongs to; the answer is the whole row, and the content is sealed', async () => {
    const { from, to } = await twoPeers(testCtx(db()))
    const sent = await sendTask(from, to, { content: { secret: 'Kumquat' }, metadata: { note: 'Kumquat' } })
    expect(sent).toMatchObject({
      from_agent_id: from.id,
      from_agent: from.name,
      to_agent_id: to.id,
      to_agent: to.name,
      message_type: 'task',
      priority: 5,
      content: { secret: 'Kumquat' },
      metadata: { note: 'Kumquat' },
      status: 'pending',
      conversation_id: sent.id,
      retry_count: 0,
      routing_reason: null,
      leased_until: null,
      processed_at: null,
    })
    expect(JSON.stringify({ ...(await rowOf(sent.id)), sequence: 0 })).not.toContain('Kumquat')
    const event = await auditOf(db(), 'agent_message.sent', sent.id)
    expect(event).toMatchObject({ actor_kind: 'key', detail: { message_type: 'task', to: to.name } })
    expect(event.detail).not.toHaveProperty('acting_for')
  })

  it('cannot be another one', async () => {
    const { from, to } = await twoPeers(testCtx(db()))
    expect((await sendTask(from, to, { from_agent_id: from.name })).from_agent_id).toBe(from.id)
    await refusal(sendTask(from, to, { from_agent_id: to.id }), 'forbidden')
  })

  it('must be named by a shared key, which is audited as acting for it', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const input = { ...task, to_agent_id: to.name }
    const error = await refusal(sendMessage(sharedKey(ctx), input), 'invalid_input')
    expect(error.field).toBe('from_agent_id')
    const sent = await sendMessage(sharedKey(ctx), { ...input, from_agent_id: from.name })
    expect(sent.from_agent_id).toBe(from.id)
    const event = await auditOf(db(), 'agent_message.sent', sent.id)
    expect(event.detail).toMatchObject({ acting_for: from.id })
  })

  it('is none of ours, none of another clinic, and no person', async () => {
    const ctx = testCtx(db())
    await ensureBuiltinAgents(ctx)
    const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
    const own = await clinicPeer(ctx, here.id)
    const everywhere = await livePeer(ctx)
    const input = { ...task, to_agent_id: own.id }
    const send = (by: TestCtx, from_agent_id: string) => sendMessage(by, { ...input, from_agent_id })
    await refusal(send(sharedKey(ctx), 'provider-agent'), 'forbidden')
    await refusal(send(sharedKey(ctx, [there.id]), own.id), 'not_found')
    await refusal(send(sharedKey(ctx, [here.id]), everywhere.id), 'not_found')
    await refusal(send(sharedKey(ctx), 'nobody-knows-it'), 'not_found')
    await refusal(send(actingAs(ctx, staffActor('admin', 'all')), everywhere.id), 'forbidden')
    await refusal(send(actingAs(ctx, staffActor('viewer', 'all')), everywhere.id), 'forbidden')
  })
})

describe('the receiver', () => {
  it('is named by id or name, and must be registered, in reach and another one', async () => {
    const ctx = testCtx(db())
    const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
    const from = await clinicPeer(ctx, here.id)
    const [near, far, gone] = [
      await clinicPeer(ctx, here.id),
      await clinicPeer(ctx, there.id),
      await livePeer(ctx),
    ]
    await removeAgent(ctx, { agent_id: gone.id })
    expect((await sendTask(from, null, { to_agent_id: near.name })).to_agent_id).toBe(near.id)
    expect((await sendTask(from, null, { to_agent_id: near.id.toUpperCase() })).to_agent_id).toBe(near.id)
    for (const other of [far.id, gone.id, 'nobody-knows-it', ctx.newId()]) {
      await refusal(sendTask(from, null, { to_agent_id: other }), 'not_found')
    }
    const error = await refusal(sendTask(from, from), 'invalid_input')
    expect(error.field).toBe('to_agent_id')
  })

  it('is woken in its own way', async () => {
    const { ctx, events } = recordEvents(testCtx(db()))
    await ensureBuiltinAgents(ctx)
    const [from, polling] = [await livePeer(ctx), await livePeer(ctx)]
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    const { conversation } = await makeConversation(ctx)
    ctx.wakes.length = events.length = 0

    const polled = await sendTask(from, polling)
    expect(ctx.wakes).toEqual([])
    expect(events).toContainEqual({
      type: 'agent_message.changed',
      id: polled.id,
      clinic_id: null,
      agent_id: polling.id,
    })
    const posted = await sendTask(from, pushed, { priority: 2 })
    expect(ctx.wakes).toEqual([{ kind: 'agent.deliver', key: posted.id, priority: 2 }])
    ctx.wakes.length = 0
    const alone = await sendTask(from, null, { to_agent_id: 'scheduling-agent', message_type: 'status' })
    expect(ctx.wakes).toEqual([{ kind: 'agent.act', key: alone.id, priority: 5 }])
    ctx.wakes.length = 0
    await sendTask(from, null, {
      to_agent_id: 'scheduling-agent',
      message_type: 'status',
      conversation_id: conversation.id,
    })
    expect(ctx.wakes).toEqual([{ kind: 'agent.handle', key: conversation.id }])
  })
})

describe('what is sent', () => {
  it('is checked against its type when it goes to one of ours, with the field’s path', async () => {
    const ctx = testCtx(db())
    await ensureBuiltinAgents(ctx)
    const { from, to } = await twoPeers(ctx)
    const wrong = { message_type: 'AVAILABILITY', content: { available_slots: [{ provider_id: 7 }] } }
    const error = await refusal(
      sendMessage(from.own, { ...wrong, to_agent_id: 'scheduling-agent' }),
      'invalid_input',
    )
    expect(error.field).toBe('content.available_slots.0.provider_id')
    expect((await sendTask(from, to, wrong)).content).toEqual(wrong.content)
  })

  it.each([
    ['content', { content: { text: 'x'.repeat(64 * KIB) } }],
    ['content', { content: JSON.parse(`{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`) }],
    ['metadata', { metadata: { text: 'x'.repeat(8 * KIB) } }],
    ['metadata.max_retries', { metadata: { max_retries: 8 } }],
    ['priority', { priority: 0 }],
    ['priority', { priority: 11 }],
    ['conversation_id', { conversation_id: 'x'.repeat(129) }],
    ['conversation_id', { conversation_id: 'a\0b' }],
    ['message_type', { message_type: 'a\0b' }],
    ['to_agent_id', { to_agent_id: 'a\0b' }],
    ['expires_at', { expires_at: '2026-11-23T15:00:00Z' }],
    ['expires_at', { expires_at: 'tomorrow' }],
    ['in_reply_to', { in_reply_to: '019d0000-0000-7000-8000-000000000000' }],
  ])('is refused with a wrong %s', async (field, fields) => {
    const { from, to } = await twoPeers(testCtx(db()))
    expect((await refusal(sendTask(from, to, fields as object), 'invalid_input')).field).toBe(field)
  })

  it('may be as large as the limit, and may expire at a UTC time without an offset', async () => {
    const { from, to } = await twoPeers(testCtx(db()))
    const text = 'x'.repeat(64 * KIB - '{"text":""}'.length)
    const sent = await sendTask(from, to, { content: { text }, expires_at: '2026-11-23T15:05:00.123456' })
    expect(sent.expires_at).toBe('2026-11-23T15:05:00.123Z')
  })
})

describe('the flow', () => {
  it('keeps the sender’s string, and is tied to our conversation of that id or name', async () => {
    const ctx = testCtx(db())
    const { conversation, clinic } = await makeConversation(ctx)
    await db().conversation.update({ where: { id: conversation.id }, data: { external_id: 'call 17' } })
    const [from, to] = [await clinicPeer(ctx, clinic.id), await clinicPeer(ctx, clinic.id)]
    const free = await sendTask(from, to, { conversation_id: ' any string: é ' })
    expect(free).toMatchObject({ conversation_id: ' any string: é ', thread_id: null, clinic_id: clinic.id })
    for (const conversation_id of [conversation.id, 'call 17']) {
      expect(await sendTask(from, to, { conversation_id })).toMatchObject({
        conversation_id,
        thread_id: conversation.id,
      })
    }
  })

  it('is never another clinic’s conversation', async () => {
    const ctx = testCtx(db())
    const { conversation } = await makeConversation(ctx)
    const elsewhere = await makeClinic(ctx)
    const [from, to] = [await clinicPeer(ctx, elsewhere.id), await livePeer(ctx)]
    const sent = await sendTask(from, to, { conversation_id: conversation.id })
    expect(sent).toMatchObject({ conversation_id: conversation.id, thread_id: null, clinic_id: elsewhere.id })
  })

  it('is that of the message answered, unless another is named', async () => {
    const ctx = testCtx(db())
    const { conversation, clinic } = await makeConversation(ctx)
    const [from, to] = [await clinicPeer(ctx, clinic.id), await clinicPeer(ctx, clinic.id)]
    const first = await sendTask(from, to, { conversation_id: conversation.id })
    const answer = await sendTask(to, from, { in_reply_to: first.id })
    expect(answer).toMatchObject({ conversation_id: conversation.id, thread_id: conversation.id })
    const other = await sendTask(to, from, { in_reply_to: first.id, conversation_id: 'another' })
    expect(other).toMatchObject({ conversation_id: 'another', thread_id: null, in_reply_to: first.id })
  })

  it('cannot answer a message between others', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const third = await livePeer(ctx)
    const first = await sendTask(from, to)
    expect((await refusal(sendTask(third, to, { in_reply_to: first.id }), 'invalid_input')).field).toBe(
      'in_reply_to',
    )
  })
})

describe('the same idempotency key', () => {
  it('gets the first answer for the same message, 422 for another, and a new message after a day', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const send = (fields = {}) => sendTask(from, to, { idempotency_key: 'one', ...fields })
    const first = await send()
    expect(await send()).toEqual(first)
    const error = await refusal(send({ priority: 1 }), 'invalid_input')
    expect({ status: error.status, field: error.field }).toEqual({ status: 422, field: 'idempotency_key' })
    expect(await inbox(to)).toHaveLength(1)
    ctx.advance(DAY_MS)
    expect((await send()).id).not.toBe(first.id)
  })

  it('makes one message of twins that come at one time, and is another agent’s own business', async () => {
    const { from, to } = await twoPeers(testCtx(db()))
    const sent = await Promise.all(
      Array.from({ length: 8 }, () => sendTask(from, to, { idempotency_key: 'twins' })),
    )
    expect(new Set(sent.map((message) => message.id)).size).toBe(1)
    expect(await inbox(to)).toHaveLength(1)
    await sendTask(to, from, { idempotency_key: 'twins' })
    expect(await inbox(from)).toHaveLength(1)
  })
})

describe('a receiver that is not there', () => {
  it.each(['maintenance', 'inactive'] as const)(
    '%s: the message waits, and the sender is told once',
    async (status) => {
      const ctx = testCtx(db())
      const { from, to } = await twoPeers(ctx)
      await heartbeatAgent(to.own, { agent_id: to.id, status })
      const sent = await sendTask(from, to, { conversation_id: 'flow', priority: 2 })
      expect(sent).toMatchObject({ status: 'pending', to_agent_id: to.id })
      expect(sent.routing_reason).toContain('The message waits until it is active again.')
      const told = await inbox(from)
      expect(told).toHaveLength(1)
      expect(told[0]).toMatchObject({
        from_agent: 'scheduling-agent',
        message_type: 'status',
        in_reply_to: sent.id,
        conversation_id: 'flow',
        priority: 2,
        content: { event: 'waiting', reason: sent.routing_reason, message_id: sent.id },
      })
    },
  )

  it('is told of one that polls and has fallen silent, and not of one with an endpoint, which is tried', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    ctx.advance(300_001)
    expect((await sendTask(from, to)).routing_reason).toContain('not been heard of lately')
    expect((await sendTask(from, pushed)).routing_reason).toBeNull()
    expect(await inbox(from)).toHaveLength(1)
  })

  it('is nothing that an agent in order is told', async () => {
    const { from, to } = await twoPeers(testCtx(db()))
    await sendTask(from, to)
    expect(await inbox(from)).toEqual([])
  })
})

describe('reading', () => {
  it('is for the two agents of a message, and changes nothing', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const third = await livePeer(ctx)
    const { id } = await sendTask(from, to)
    const before = await rowOf(id)
    expect(await getMessage(to.own, id)).toMatchObject({
      id,
      attempts: [],
      envelope: { message_id: id, source_agent_id: from.name, target_agent_id: to.name, correlation_id: id },
    })
    await getMessage(from.own, id)
    await refusal(getMessage(third.own, id), 'not_found')
    expect(await rowOf(id)).toEqual(before)
  })

  it('is for staff of the clinic, and for all staff where a message is of no clinic', async () => {
    const ctx = testCtx(db())
    const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
    const as = (clinicId: string) => actingAs(ctx, staffActor('viewer', [clinicId]))
    const ours = await sendTask(await clinicPeer(ctx, here.id), await livePeer(ctx))
    const { from, to } = await twoPeers(ctx)
    const everybodys = await sendTask(from, to)
    expect((await getMessage(as(here.id), ours.id)).clinic_id).toBe(here.id)
    await refusal(getMessage(as(there.id), ours.id), 'not_found')
    expect((await getMessage(as(there.id), everybodys.id)).clinic_id).toBeNull()
    await refusal(getMessage(sharedKey(ctx, [here.id]), everybodys.id), 'not_found')
    expect((await getMessage(sharedKey(ctx), ours.id)).id).toBe(ours.id)
  })

  it('needs the permission', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const { id } = await sendTask(from, to)
    const powerless = actingAs(ctx, { ...sharedKey(ctx).actor, permissions: new Set() })
    await refusal(getMessage(powerless, id), 'forbidden')
  })
})
