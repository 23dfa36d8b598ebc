import { describe, expect, it } from 'vitest'
import { type NewAgentMessage, publishAgentMessage } from '#lib/bus/publish.ts'
import { mutate } from '#lib/core/mutate.ts'
import { logger } from '#lib/logger.ts'
import { heartbeatAgent } from '#lib/services/agent/heartbeat.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { makeConversation } from '#lib/test/agents.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type KeptDesk, makeKeptDesk, offerTimes, reply } from '#lib/test/kept-desk.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { answers, closePeersAfterEach, type Reaction, startPeer } from '#lib/test/push-peer.ts'
import { deliverToAgent } from './deliver.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
closePeersAfterEach()

/** A desk whose second provider is kept by an outside agent with a server, which has just been heard of. */
async function deskWithServer(ctx: TestCtx, react?: Reaction) {
  const desk = await makeKeptDesk(ctx)
  const peer = await startPeer(ctx, react, { clinic_id: desk.clinic.id })
  await heartbeatAgent(peer.own, { agent_id: peer.name })
  await db().provider.update({ where: { id: desk.kept.id }, data: { agent_id: peer.id } })
  return { desk, peer }
}

const conversationOf = (id: string) => db().conversation.findUniqueOrThrow({ where: { id } })

describe('what our own agents send to somebody else’s server', () => {
  it('says nothing of the patient: no name, no phone, no id of theirs', async () => {
    const ctx = testCtx(db())
    const { desk, peer } = await deskWithServer(ctx)
    await db().patient.update({
      where: { id: desk.patient.id },
      data: { first_name: 'Quirina', last_name: 'Zellweger' },
    })
    const conversationId = await offerTimes(ctx, desk as KeptDesk)
    await reply(ctx, conversationId, '1')
    expect(peer.posts.map((post) => post.body.message_type)).toContain('REQUEST_BOOKING')
    const phone = phoneOf(ctx, desk.patient)
    for (const { text, headers } of peer.posts) {
      for (const secret of [
        'Quirina',
        'Zellweger',
        phone,
        phone.slice(1),
        phone.slice(-7),
        desk.patient.id,
      ]) {
        expect(text + JSON.stringify(headers)).not.toContain(secret)
      }
    }
  })

  it('does not leave the patient waiting when that server is gone for good', async () => {
    const ctx = testCtx(db())
    const { desk, peer } = await deskWithServer(ctx, answers(410))
    const conversationId = await offerTimes(ctx, desk as KeptDesk)
    await reply(ctx, conversationId, '1')
    expect(peer.posts).toHaveLength(1)
    await drain(ctx)
    const open = { conversation_id: conversationId, answered_at: null, reply_due_at: { not: null } }
    expect(await db().agentMessage.count({ where: open })).toBe(0)
    const { status, needs_staff_reason } = await conversationOf(conversationId)
    expect([needs_staff_reason !== null, status === 'awaiting_response']).toContain(true)
    expect(status).not.toBe('confirmed')
  })
})

describe('a dead letter of a conversation', () => {
  async function setting() {
    const ctx = testCtx(db())
    const { conversation, clinic, service } = await makeConversation(ctx)
    const peer = await startPeer(ctx, answers(410), { clinic_id: clinic.id })
    const query = (fields: Partial<NewAgentMessage<'QUERY_AVAILABILITY'>> = {}) =>
      mutate(ctx, { name: 'test.publish', permission: null }, (tx) =>
        publishAgentMessage(tx, {
          from: 'scheduling-agent',
          to: peer.id,
          message_type: 'QUERY_AVAILABILITY',
          content: { service_type_id: service.id, reason: 'requested', exclude: [] },
          conversation_id: conversation.id,
          clinic_id: clinic.id,
          ...fields,
        }),
      )
    return { ctx, conversation, peer, query }
  }

  it('puts the conversation in front of staff, and sends the patient nothing', async () => {
    const { ctx, conversation, query } = await setting()
    await deliverToAgent(ctx, (await query()).id)
    expect(await conversationOf(conversation.id)).toMatchObject({ needs_staff_reason: 'agent_failed' })
    expect(await db().smsMessage.count({ where: { conversation_id: conversation.id } })).toBe(0)
  })

  it('does not when an agent of ours still waits for its answer: that one goes on by itself, at once', async () => {
    const { ctx, conversation, query } = await setting()
    const { id } = await query({ reply_due_at: new Date(ctx.now() + 120_000) })
    await deliverToAgent(ctx, id)
    expect(await conversationOf(conversation.id)).toMatchObject({ needs_staff_reason: null })
    expect(await db().agentMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'failed',
      reply_due_at: new Date(ctx.now()),
    })
  })

  it('does not for a mere notice to an agent', async () => {
    const { ctx, conversation, peer } = await setting()
    const sender = await startPeer(ctx, undefined, { clinic_id: conversation.clinic_id })
    const { id } = await sendMessage(sender.own, {
      to_agent_id: peer.name,
      message_type: 'status',
      conversation_id: conversation.id,
      content: {},
    })
    await deliverToAgent(ctx, id)
    expect((await db().agentMessage.findUniqueOrThrow({ where: { id } })).state).toBe('failed')
    expect(await conversationOf(conversation.id)).toMatchObject({ needs_staff_reason: null })
  })
})
