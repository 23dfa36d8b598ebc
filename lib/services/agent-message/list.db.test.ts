import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import type { ListMessagesQuery } from '#lib/domain/agents/schema.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { livePeer, sendTask, sharedKey, twoPeers } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { claimMessages } from './claim.ts'
import { listMessages } from './list.ts'

const { db } = openTestDatabase()

/** Every page of a list, and how many there were. */
async function readAll(ctx: TestCtx, query: ListMessagesQuery) {
  const ids: string[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await listMessages(ctx, { ...query, cursor })
    ids.push(...page.items.map((item) => item.id))
    pages += 1
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return { ids, pages }
}

describe('the order', () => {
  it('is by priority, then age, page by page, without a gap where many are equal', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const sent = []
    for (const priority of [5, 1, 10, 5, 5, 1, 5]) {
      if (sent.length % 2 === 0) ctx.advance(1)
      sent.push(await sendTask(from, to, { priority }))
    }
    const expected = sent
      .toSorted(
        (a, b) =>
          a.priority - b.priority ||
          Date.parse(a.created_at) - Date.parse(b.created_at) ||
          (a.id < b.id ? -1 : 1),
      )
      .map((message) => message.id)
    for (const limit of [1, 2, 3, 7]) {
      const { ids, pages } = await readAll(to.own, { to_agent_id: to.id, limit })
      expect(ids).toEqual(expected)
      expect(pages).toBe(Math.ceil(7 / limit))
    }
  })

  it('is from the newest for people, also while the clock stands still', async () => {
    const ctx = testCtx(db())
    const { conversation } = await makeConversation(ctx)
    const sent: string[] = []
    for (let n = 0; n < 5; n += 1) sent.push((await publishRequest(ctx, conversation)).id)
    const { ids } = await readAll(ctx, { conversation_id: conversation.id, order: 'newest', limit: 2 })
    expect(ids).toEqual(sent.toReversed())
  })

  it.each([
    ['nonsense', 'priority'],
    ['nonsense', 'newest'],
  ] as const)('refuses the cursor %s in %s', async (cursor, order) => {
    const error = await refusal(listMessages(testCtx(db()), { cursor, order }), 'invalid_input')
    expect(error.field).toBe('cursor')
  })

  it('refuses the cursor of the other order', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    await sendTask(from, to)
    await sendTask(from, to)
    const query = { to_agent_id: to.id, limit: 1 }
    for (const [order, other] of [
      ['priority', 'newest'],
      ['newest', 'priority'],
    ] as const) {
      const { next_cursor } = await listMessages(ctx, { ...query, order })
      const wrong = listMessages(ctx, { ...query, order: other, cursor: next_cursor ?? '' })
      expect((await refusal(wrong, 'invalid_input')).field).toBe('cursor')
    }
  })
})

describe('the filters', () => {
  it('take agents by id or name, states, types and flows', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const third = await livePeer(ctx)
    const one = await sendTask(from, to, { conversation_id: 'flow one' })
    const two = await sendTask(to, from, { message_type: 'question', conversation_id: 'flow two' })
    await sendTask(third, to)
    const ids = async (query: ListMessagesQuery) => (await readAll(ctx, query)).ids
    expect(await ids({ from_agent_id: from.name })).toEqual([one.id])
    expect(await ids({ to_agent_id: from.id })).toEqual([two.id])
    expect(await ids({ agent_id: from.id })).toEqual([one.id, two.id])
    expect(await ids({ conversation_id: 'flow two' })).toEqual([two.id])
    expect(await ids({ agent_id: from.id, message_type: 'question' })).toEqual([two.id])
    expect(await ids({ agent_id: from.id, status: 'failed' })).toEqual([])
    expect((await refusal(ids({ to_agent_id: 'misspelt' }), 'not_found')).message).toContain('misspelt')
  })

  it('find what is tied to our conversation under another name too', async () => {
    const ctx = testCtx(db())
    const { conversation } = await makeConversation(ctx)
    await db().conversation.update({ where: { id: conversation.id }, data: { external_id: 'call-9' } })
    const { from, to } = await twoPeers(ctx)
    const sent = await sendTask(from, to, { conversation_id: 'call-9' })
    expect((await readAll(ctx, { conversation_id: conversation.id })).ids).toEqual([sent.id])
  })

  it('count what is past its time as expired, however late the loop is', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const expires_at = new Date(ctx.now() + 60_000).toISOString()
    const [late, lasting] = [await sendTask(from, to, { expires_at }), await sendTask(from, to)]
    const states = async (status: 'pending' | 'expired') =>
      (await listMessages(to.own, { to_agent_id: to.id, status })).items.map((item) => [item.id, item.status])
    expect(await states('pending')).toHaveLength(2)
    ctx.advance(60_000)
    expect(await states('pending')).toEqual([[lasting.id, 'pending']])
    expect(await states('expired')).toEqual([[late.id, 'expired']])
    expect((await db().agentMessage.findUniqueOrThrow({ where: { id: late.id } })).state).toBe('pending')
  })

  it('show a claim without changing it', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const { id } = await sendTask(from, to)
    await claimMessages(to.own, {})
    const before = await db().agentMessage.findUniqueOrThrow({ where: { id } })
    const { items } = await listMessages(to.own, { to_agent_id: to.id, status: 'pending' })
    expect(items).toEqual([
      expect.objectContaining({ id, status: 'pending', leased_until: before.lease_until?.toISOString() }),
    ])
    expect(await db().agentMessage.findUniqueOrThrow({ where: { id } })).toEqual(before)
  })
})

describe('what is seen', () => {
  it('is an agent’s own mail and nobody else’s', async () => {
    const ctx = testCtx(db())
    const { from, to } = await twoPeers(ctx)
    const third = await livePeer(ctx)
    await sendTask(from, to)
    const own = await sendTask(third, to)
    expect((await readAll(third.own, {})).ids).toEqual([own.id])
    expect((await readAll(third.own, { from_agent_id: from.id })).ids).toEqual([])
  })

  it('is of the clinics of a login or a key', async () => {
    const ctx = testCtx(db())
    const { conversation, clinic } = await makeConversation(ctx)
    const other = await makeClinic(ctx)
    await publishRequest(ctx, conversation)
    const query = { conversation_id: conversation.id }
    const viewer = (clinicId: string) => actingAs(ctx, staffActor('viewer', [clinicId]))
    expect((await readAll(viewer(clinic.id), query)).ids).toHaveLength(1)
    expect((await readAll(viewer(other.id), query)).ids).toEqual([])
    expect((await readAll(sharedKey(ctx, [other.id]), query)).ids).toEqual([])
    await refusal(listMessages(viewer(other.id), { clinic_id: clinic.id }), 'not_found')
    expect((await readAll(viewer(clinic.id), { clinic_id: clinic.id })).ids).toHaveLength(1)
  })
})

describe('the indexes', () => {
  it.each([
    [
      'agent_message_to_agent_id_state_priority_created_at_idx',
      `to_agent_id = $1::uuid AND state = 'pending'`,
    ],
    ['agent_message_correlation_id_idx', 'correlation_id = $1'],
  ])('%s serves its list', async (index, where) => {
    const plan = await db().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return tx.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN SELECT * FROM agent_message WHERE ${where} ORDER BY priority, created_at, id LIMIT 10`,
        '019d0000-0000-7000-8000-000000000000',
      )
    })
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain(index)
  })
})
