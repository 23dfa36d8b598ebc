import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import type { SmsDirection, SmsState } from '#lib/db/generated/enums.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { selectDueWork } from './due-work.ts'

const SECOND = 1_000
const AGENTS = ['user-agent', 'scheduling-agent', 'provider-agent']
let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
beforeEach(async () => {
  await db.smsMessage.deleteMany()
  await db.agentMessage.deleteMany()
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const due = (ctx: TestCtx, options: { agents?: string[]; graceMs?: number; limit?: number } = {}) =>
  selectDueWork(ctx, { agents: AGENTS, graceMs: 0, limit: 100, ...options })

interface TextFields {
  direction: SmsDirection
  state: SmsState
  due_at?: Date
  lease_until?: Date
  interpreted_at?: Date
}

async function makeText(ctx: TestCtx, clinicId: string, fields: TextFields): Promise<string> {
  const id = ctx.newId()
  const now = new Date(ctx.now())
  await db.smsMessage.create({
    data: {
      id,
      clinic_id: clinicId,
      kind: fields.direction === 'inbound' ? 'reply' : 'notice',
      phone_index: 'index',
      phone_sealed: '',
      body_sealed: '',
      provider: 'mock',
      received_at: fields.direction === 'inbound' ? now : null,
      created_at: now,
      updated_at: now,
      ...fields,
    },
  })
  return id
}

const at = (ctx: TestCtx, offset: number) => new Date(ctx.now() + offset)

describe('selectDueWork', () => {
  it('finds texts to read, to send, to ask the carrier about, and texts that a dead process left in sending', async () => {
    const ctx = testCtx(db)
    const { clinic } = await makeConversation(ctx)
    const text = (fields: TextFields) => makeText(ctx, clinic.id, fields)
    const unread = await text({ direction: 'inbound', state: 'received' })
    const queued = await text({ direction: 'outbound', state: 'queued', due_at: at(ctx, 0) })
    const unknown = await text({ direction: 'outbound', state: 'unknown', due_at: at(ctx, -SECOND) })
    const sent = await text({ direction: 'outbound', state: 'sent', due_at: at(ctx, -SECOND) })
    const abandoned = await text({ direction: 'outbound', state: 'sending', lease_until: at(ctx, 0) })
    // Read, later, in hand, settled: nothing to do.
    await text({ direction: 'inbound', state: 'received', interpreted_at: at(ctx, 0) })
    await text({ direction: 'outbound', state: 'queued', due_at: at(ctx, 1) })
    await text({ direction: 'outbound', state: 'sending', lease_until: at(ctx, 1), due_at: at(ctx, -SECOND) })
    await text({ direction: 'outbound', state: 'unknown' })
    await text({ direction: 'outbound', state: 'delivered' })
    await text({ direction: 'outbound', state: 'failed', due_at: at(ctx, -SECOND) })
    const found = await due(ctx)
    expect(found.filter((wake) => wake.kind === 'sms.interpret').map((wake) => wake.key)).toEqual([unread])
    expect(
      found
        .filter((wake) => wake.kind === 'sms.deliver')
        .map((wake) => wake.key)
        .sort(),
    ).toEqual([queued, unknown, sent, abandoned].sort())
  })

  it('leaves alone what became due within the grace time', async () => {
    const ctx = testCtx(db)
    const { clinic, conversation } = await makeConversation(ctx)
    await makeText(ctx, clinic.id, { direction: 'inbound', state: 'received' })
    await makeText(ctx, clinic.id, { direction: 'outbound', state: 'queued', due_at: at(ctx, 0) })
    await publishRequest(ctx, conversation)
    expect(await due(ctx, { graceMs: SECOND })).toEqual([])
    ctx.advance(SECOND)
    expect(await due(ctx, { graceMs: SECOND })).toHaveLength(3)
  })

  it('names a conversation once, and not while its oldest message waits for a retry', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const head = await publishRequest(ctx, conversation)
    await publishRequest(ctx, conversation)
    const wake = { kind: 'agent.handle', key: conversation.id }
    expect(await due(ctx)).toEqual([wake])
    await db.agentMessage.update({ where: { id: head.id }, data: { due_at: at(ctx, SECOND) } })
    expect(await due(ctx)).toEqual([])
    ctx.advance(SECOND)
    expect(await due(ctx)).toEqual([wake])
    await db.agentMessage.update({ where: { id: head.id }, data: { state: 'failed' } })
    expect(await due(ctx)).toEqual([wake])
  })

  it('does not let a crowd that waits for a missing agent keep others waiting', async () => {
    const ctx = testCtx(db)
    const stuck = await makeConversation(ctx)
    for (let n = 0; n < 3; n += 1) {
      await publishRequest(ctx, (await makeConversation(ctx)).conversation, { to: 'provider-agent' })
    }
    await publishRequest(ctx, stuck.conversation)
    const running = ['user-agent', 'scheduling-agent']
    expect(await due(ctx, { agents: running, limit: 2 })).toEqual([
      { kind: 'agent.handle', key: stuck.conversation.id },
    ])
  })

  it('uses the indexes made for it', async () => {
    const plan = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
        EXPLAIN SELECT id FROM sms_message WHERE direction = 'inbound' AND interpreted_at IS NULL
          AND created_at <= now() ORDER BY received_at LIMIT 10`
    })
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('sms_message_unread_idx')
  })
})
