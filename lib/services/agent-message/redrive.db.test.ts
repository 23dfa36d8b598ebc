import { afterAll, describe, expect, it } from 'vitest'
import * as ofAgent from '#app/api/agents/[id]/redrive/route.ts'
import { POST as redriveOne } from '#app/api/messages/[id]/redrive/route.ts'
import { deliverToAgent } from '#lib/agents/deliver.ts'
import { handleConversation } from '#lib/agents/handle.ts'
import { claimDelivery } from '#lib/bus/claim-delivery.ts'
import { settleDelivery } from '#lib/bus/settle-delivery.ts'
import { setAppForTests } from '#lib/compose.ts'
import { actingAs } from '#lib/core/context.ts'
import { readOutcome } from '#lib/domain/agents/delivery.ts'
import { MAX_TRIES, RETRY_DELAYS_MS } from '#lib/domain/agents/retry-policy.ts'
import { logger } from '#lib/logger.ts'
import { agentThat, makeConversation, publishRequest } from '#lib/test/agents.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { call, serveTestApp, signedIn } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { answers, closePeersAfterEach, OK, registerPeer, startPeer } from '#lib/test/push-peer.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { getMessage } from './get.ts'
import { redriveMessage } from './redrive.ts'
import { redriveAgent } from './redrive-agent.ts'
import { estimateRedrive } from './redrive-estimate.ts'
import { sendMessage } from './send.ts'
import { setMessageStatus } from './set-status.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
closePeersAfterEach()

const MINUTE_MS = 60_000
const REASON = 'Their server is back.'
const ONE_TRY = { retry_policy: 'none' } as const

/** A clinic whose agent answers 503 until `works` is set, a clerk, and a way to make dead letters. */
async function setting() {
  const ctx = testCtx(db())
  const clinic = await makeClinic(ctx)
  const state = { works: false }
  const own = { clinic_id: clinic.id }
  const sender = await registerPeer(ctx, own)
  const peer = await startPeer(
    ctx,
    (post, n) => (state.works ? OK : (answers(503)(post, n) as typeof OK)),
    own,
  )
  const fail = async (fields: Partial<Parameters<typeof sendMessage>[1]> = {}) => {
    const input = { message_type: 'task', content: { a: 1 }, metadata: ONE_TRY, ...fields }
    const { id } = await sendMessage(sender.own, { to_agent_id: peer.name, ...input })
    await deliverToAgent(ctx, id)
    return id
  }
  const staff = (role: 'scheduler' | 'viewer', clinicId = clinic.id) =>
    actingAs(ctx, staffActor(role, [clinicId]))
  return { ctx, clinic, state, sender, peer, fail, staff, clerk: staff('scheduler') }
}

const read = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })

describe('redriveMessage', () => {
  it('puts a dead letter back as it was, wakes its delivery, and says who did it and why', async () => {
    const { ctx, state, peer, fail, clerk } = await setting()
    const id = await fail()
    const before = await read(id)
    expect(before).toMatchObject({ state: 'failed', attempt: 1 })
    state.works = true
    clerk.wakes.length = 0
    ctx.advance(MINUTE_MS)
    const view = await redriveMessage(clerk, { message_id: id, reason: REASON })
    expect(view).toMatchObject({ status: 'pending', redrive_count: 1, content: { a: 1 } })
    expect(clerk.wakes).toContainEqual({ kind: 'agent.deliver', key: id, priority: 5 })
    const event = await auditOf(db(), 'agent_message.redriven', id)
    expect(event).toMatchObject({ actor_id: clerk.actor.id, detail: { redrive_count: 1, to: peer.name } })
    const note = { table: 'audit_event', column: 'note_sealed', id: event.id }
    expect(ctx.sealer.open(note, event.note_sealed!)).toBe(REASON)
    await deliverToAgent(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 2, failure_reason: null })
    expect(peer.posts.map((post) => post.id)).toEqual([id, id])
    expect(peer.posts[0]!.text).toBe(peer.posts[1]!.text)
    const after = await read(id)
    for (const field of [
      'content_sealed',
      'metadata_sealed',
      'priority',
      'created_at',
      'sequence',
    ] as const) {
      expect(after[field]).toEqual(before[field])
    }
    expect((await getMessage(ctx, id)).attempts).toMatchObject([
      { attempt: 1, status: 'failed' },
      { attempt: 2, status: 'success' },
    ])
  })

  it('starts the retries again, while the tries count on', async () => {
    const { ctx, fail, clerk } = await setting()
    const id = await fail({ metadata: { max_retries: 1, retry_delay: 60 } })
    ctx.advance(2 * MINUTE_MS)
    await deliverToAgent(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'failed', attempt: 2 })
    await redriveMessage(clerk, { message_id: id, reason: REASON })
    await deliverToAgent(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'pending', attempt: 3 })
    ctx.advance(2 * MINUTE_MS)
    await deliverToAgent(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'failed', attempt: 4, redrive_count: 1 })
    expect((await getMessage(ctx, id)).attempts.map((row) => row.attempt)).toEqual([1, 2, 3, 4])
  })

  it('does it once when two ask at the same time', async () => {
    const { fail, clerk, staff } = await setting()
    const id = await fail()
    const both = [clerk, staff('scheduler')]
    const outcomes = await Promise.allSettled(
      both.map((who) => redriveMessage(who, { message_id: id, reason: REASON })),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'illegal_state' },
    })
    expect((await read(id)).redrive_count).toBe(1)
    await auditOf(db(), 'agent_message.redriven', id)
  })

  it('lets the answer to an earlier post, which comes after it, decide nothing', async () => {
    const { ctx, peer, sender, clerk, state } = await setting()
    state.works = true
    const { id } = await sendMessage(sender.own, {
      to_agent_id: peer.name,
      message_type: 'task',
      content: {},
    })
    const early = (await claimDelivery(ctx, id))!
    await setMessageStatus(peer.own, { message_id: id, status: 'failed', reason: 'Out of paper.' })
    await redriveMessage(clerk, { message_id: id, reason: REASON })
    const answer = { kind: 'answered', status: 200, retryAfterMs: null, body: '', durationMs: 1 } as const
    const tried = { delivery: early, tries: 1, delaysMs: [], processWithinMs: null, answer }
    await settleDelivery(ctx, { ...tried, outcome: readOutcome(answer) }, async () => {})
    expect(await read(id)).toMatchObject({ state: 'pending', attempt: 1 })
    await deliverToAgent(ctx, id)
    expect(peer.posts).toHaveLength(1)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 2 })
  })

  it('does it five times at most', async () => {
    const { ctx, fail, clerk } = await setting()
    const id = await fail()
    for (let n = 0; n < 5; n += 1) {
      await redriveMessage(clerk, { message_id: id, reason: REASON })
      await deliverToAgent(ctx, id)
    }
    expect(await read(id)).toMatchObject({ state: 'failed', redrive_count: 5, attempt: 6 })
    await refusal(redriveMessage(clerk, { message_id: id, reason: REASON }), 'illegal_state')
    expect((await read(id)).redrive_count).toBe(5)
  })

  it('refuses what has not failed, has expired, or has no receiver any more', async () => {
    const { ctx, fail, clerk, peer, sender, state } = await setting()
    const again = (message_id: string) =>
      refusal(redriveMessage(clerk, { message_id, reason: REASON }), 'illegal_state')
    const expiring = await fail({ expires_at: new Date(ctx.now() + MINUTE_MS).toISOString() })
    const orphan = await fail()
    state.works = true
    const delivered = await fail()
    const { id: waiting } = await sendMessage(sender.own, {
      to_agent_id: peer.name,
      message_type: 'task',
      content: {},
    })
    await again(delivered)
    await again(waiting)
    ctx.advance(MINUTE_MS)
    expect((await again(expiring)).message).toContain('expired')
    await db().agent.update({ where: { id: peer.id }, data: { removed_at: new Date() } })
    expect((await again(orphan)).message).toContain(`${peer.name} was removed`)
  })

  it('is for people and shared keys of the clinic, not for viewers, strangers or the agents themselves', async () => {
    const { ctx, fail, sender, peer, staff, clinic } = await setting()
    const message_id = await fail()
    const input = { message_id, reason: REASON }
    await refusal(redriveMessage(staff('viewer'), input), 'forbidden')
    await refusal(redriveMessage(sender.own, input), 'forbidden')
    await refusal(redriveMessage(peer.own, input), 'forbidden')
    const elsewhere = await makeClinic(ctx)
    await refusal(redriveMessage(staff('scheduler', elsewhere.id), input), 'not_found')
    await refusal(redriveMessage(staff('scheduler'), { message_id, reason: ' ' }), 'invalid_input')
    expect((await read(message_id)).state).toBe('failed')
    const shared = actingAs(ctx, keyActor(['messages:*'], [clinic.id]))
    expect(await redriveMessage(shared, input)).toMatchObject({ status: 'pending' })
  })

  it('gives a message of ours to a built-in agent again, with all its tries', async () => {
    const ctx = testCtx(db())
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    let calls = 0
    const { agents } = agentThat(async () => {
      calls += 1
      throw new Error('Not today.')
    })
    const tryUntilDead = async () => {
      for (let n = 0; n < MAX_TRIES; n += 1) {
        await handleConversation(ctx, conversation.id, agents)
        ctx.advance(RETRY_DELAYS_MS.at(-1)!)
      }
      expect(await read(id)).toMatchObject({ state: 'failed' })
    }
    await tryUntilDead()
    ctx.wakes.length = 0
    await redriveMessage(ctx, { message_id: id, reason: REASON })
    expect(ctx.wakes).toContainEqual(expect.objectContaining({ kind: 'agent.handle', key: conversation.id }))
    await tryUntilDead()
    expect(calls).toBe(2 * MAX_TRIES)
  })
})

describe('redriveAgent', () => {
  it('puts back what failed since a time and may be put back, as its estimate said', async () => {
    const { ctx, fail, clerk, peer, state } = await setting()
    const old = await fail()
    ctx.advance(MINUTE_MS)
    const since = new Date(ctx.now()).toISOString()
    const usedUp = await fail()
    await db().agentMessage.update({ where: { id: usedUp }, data: { redrive_count: 5 } })
    const expired = await fail({ expires_at: new Date(ctx.now() + 1_000).toISOString() })
    const first = await fail()
    ctx.advance(MINUTE_MS)
    const second = await fail()
    const query = { agent_id: peer.name, since }
    expect(await estimateRedrive(clerk, query)).toEqual({
      count: 2,
      used_up: 1,
      expired: 1,
      oldest_at: since,
      newest_at: new Date(ctx.now()).toISOString(),
      by_reason: [{ reason: 'The endpoint answered 503. One try was allowed.', count: 2 }],
    })
    state.works = true
    expect(await redriveAgent(clerk, { ...query, reason: REASON })).toEqual({ redriven: 2 })
    const states = new Map((await db().agentMessage.findMany()).map((row) => [row.id, row.state]))
    expect([old, usedUp, expired, first, second].map((id) => states.get(id))).toEqual([
      'failed',
      'failed',
      'failed',
      'pending',
      'pending',
    ])
    for (const id of [first, second]) await auditOf(db(), 'agent_message.redriven', id)
    expect(await redriveAgent(clerk, { ...query, reason: REASON })).toEqual({ redriven: 0 })
  })

  it('puts every message back once when two ask at the same time, more than one batch of them', async () => {
    const { ctx, fail, clerk, peer, staff } = await setting()
    const sample = await db().agentMessage.findUniqueOrThrow({
      where: { id: await fail() },
      omit: { sequence: true },
    })
    await db().agentMessage.createMany({
      data: Array.from({ length: 250 }, () => ({ ...sample, id: ctx.newId() })),
    })
    const input = { agent_id: peer.id, since: new Date(ctx.now()).toISOString(), reason: REASON }
    const done = await Promise.all([redriveAgent(clerk, input), redriveAgent(staff('scheduler'), input)])
    expect(done[0]!.redriven + done[1]!.redriven).toBe(251)
    const rows = await db().agentMessage.findMany({ where: { to_agent_id: peer.id } })
    expect(rows.every((row) => row.state === 'pending' && row.redrive_count === 1)).toBe(true)
    expect(
      await db().auditEvent.count({
        where: { action: 'agent_message.redriven', subject_id: { in: rows.map((row) => row.id) } },
      }),
    ).toBe(251)
  })

  it('keeps to what the caller may see and change', async () => {
    const { ctx, fail, peer, staff, sender, clerk } = await setting()
    const id = await fail()
    const query = { agent_id: peer.name, since: new Date(ctx.now()).toISOString() }
    const input = { ...query, reason: REASON }
    const elsewhere = await makeClinic(ctx)
    await refusal(estimateRedrive(staff('scheduler', elsewhere.id), query), 'not_found')
    await refusal(redriveAgent(staff('scheduler', elsewhere.id), input), 'not_found')
    await refusal(redriveAgent(staff('viewer'), input), 'forbidden')
    await refusal(redriveAgent(peer.own, input), 'forbidden')
    await refusal(redriveAgent(sender.own, input), 'forbidden')
    expect(await estimateRedrive(staff('viewer'), query)).toMatchObject({ count: 1 })
    await db().agentMessage.update({ where: { id }, data: { clinic_id: elsewhere.id } })
    expect(await estimateRedrive(clerk, query)).toMatchObject({ count: 0 })
    expect(await redriveAgent(clerk, input)).toEqual({ redriven: 0 })
  })
})

describe('the routes', () => {
  afterAll(() => setAppForTests(null))

  it('redrive one message, estimate for an agent by its name, and redrive all of it', async () => {
    const { ctx, fail, peer, clinic } = await setting()
    const { headers } = await signedIn(serveTestApp(ctx), ctx, 'scheduler', [clinic.id])
    const [first, second] = [await fail(), await fail()]
    const one = { method: 'POST', headers, body: { reason: REASON } }
    expect(await call(redriveOne, one, { id: first })).toMatchObject({
      status: 200,
      body: { id: first, status: 'pending', redrive_count: 1 },
    })
    expect(await call(redriveOne, one, { id: first })).toMatchObject({ status: 409 })
    const since = new Date(ctx.now()).toISOString()
    const path = `/api/agents/${peer.name}/redrive?since=${encodeURIComponent(since)}`
    expect(await call(ofAgent.GET, { path, headers }, { id: peer.name })).toMatchObject({
      status: 200,
      body: { count: 1, used_up: 0, expired: 0 },
    })
    const all = { method: 'POST', headers, body: { since, reason: REASON } }
    expect(await call(ofAgent.POST, all, { id: peer.name })).toMatchObject({ body: { redriven: 1 } })
    expect(await read(second)).toMatchObject({ state: 'pending', redrive_count: 1 })
  })
})
