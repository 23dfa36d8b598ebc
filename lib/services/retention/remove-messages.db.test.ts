import { beforeEach, describe, expect, it } from 'vitest'
import { sealAudit } from '#lib/core/seal-audit.ts'
import { verifyAudit } from '#lib/core/verify-audit.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AGENT_MESSAGE_STATES } from '#lib/domain/agents/message.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { removeOldMessages } from './remove-messages.ts'

const { db } = openTestDatabase()
const LATER_MS = 1_000

beforeEach(async () => {
  await db().deliveryAttempt.deleteMany()
  await db().agentMessage.deleteMany()
})

/** A message like any other, so many times, each with one line in its log. */
async function makeMessages(
  ctx: TestCtx,
  count: number,
  fields: Partial<Prisma.AgentMessageCreateManyInput>,
) {
  const { conversation } = await makeConversation(ctx)
  const { id } = await publishRequest(ctx, conversation)
  const sample = await db().agentMessage.findUniqueOrThrow({ where: { id }, omit: { sequence: true } })
  await db().agentMessage.delete({ where: { id } })
  const ids = Array.from({ length: count }, () => ctx.newId())
  await db().agentMessage.createMany({ data: ids.map((each) => ({ ...sample, id: each, ...fields })) })
  await db().deliveryAttempt.createMany({
    data: ids.map((agent_message_id) => ({
      id: ctx.newId(),
      agent_message_id,
      attempt: 1,
      status: 'success',
      attempted_at: new Date(ctx.now()),
    })),
  })
  return ids
}

const left = (ids: string[]) => db().agentMessage.count({ where: { id: { in: ids } } })
const linesLeft = (ids: string[]) => db().deliveryAttempt.count({ where: { agent_message_id: { in: ids } } })
const ageDays = (ctx: TestCtx, days: number) => {
  const at = new Date(ctx.now() - days * DAY_MS)
  return { created_at: at, updated_at: at }
}

describe('removeOldMessages', () => {
  it('removes what was processed or expired long ago, with its log, in more than one batch, and nothing else', async () => {
    const ctx = testCtx(db())
    const old = ageDays(ctx, 30)
    const made = new Map<string, string[]>()
    for (const state of AGENT_MESSAGE_STATES) made.set(state, await makeMessages(ctx, 2, { ...old, state }))
    const many = await makeMessages(ctx, 1_100, { ...old, state: 'processed' })
    const recent = await makeMessages(ctx, 1, { ...old, state: 'processed', updated_at: new Date(ctx.now()) })
    const young = await makeMessages(ctx, 1, { ...ageDays(ctx, 29), state: 'expired' })
    expect(await removeOldMessages(ctx)).toBe(0)
    ctx.advance(LATER_MS)
    expect(await removeOldMessages(ctx)).toBe(1_104)
    for (const gone of [made.get('processed')!, made.get('expired')!, many]) {
      expect(await left(gone)).toBe(0)
      expect(await linesLeft(gone)).toBe(0)
    }
    for (const state of ['pending', 'delivered', 'failed']) {
      expect(await left(made.get(state)!), state).toBe(2)
      expect(await linesLeft(made.get(state)!), state).toBe(2)
    }
    expect(await left([...recent, ...young])).toBe(2)
    const events = await db().auditEvent.findMany({ where: { action: 'agent_message.removed_by_age' } })
    expect(events.map((event) => (event.detail as { count: number }).count)).toEqual([500, 500, 104])
  })

  it('keeps a question whose answer is still waited for', async () => {
    const ctx = testCtx(db())
    const question = { ...ageDays(ctx, 40), state: 'processed' as const, reply_due_at: new Date(0) }
    const open = await makeMessages(ctx, 1, question)
    const closed = await makeMessages(ctx, 1, { ...question, answered_at: new Date(1) })
    await removeOldMessages(ctx)
    expect(await left(open)).toBe(1)
    expect(await left(closed)).toBe(0)
  })

  it('takes as many days as are configured', async () => {
    const ctx = testCtx(db(), { config: { messageRetentionDays: 3 } })
    const ids = await makeMessages(ctx, 1, { ...ageDays(ctx, 4), state: 'processed' })
    await removeOldMessages(ctx)
    expect(await left(ids)).toBe(0)
  })

  it('waits for nobody: a row that somebody has locked stays until the next time', async () => {
    const ctx = testCtx(db())
    const [locked, free] = await makeMessages(ctx, 2, { ...ageDays(ctx, 31), state: 'processed' })
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM agent_message WHERE id = ${locked}::uuid FOR UPDATE`
      expect(await removeOldMessages(ctx)).toBe(1)
    })
    expect(await left([locked!])).toBe(1)
    expect(await left([free!])).toBe(0)
    expect(await removeOldMessages(ctx)).toBe(1)
  })

  it('may run in several workers at once', async () => {
    const ctx = testCtx(db())
    const ids = await makeMessages(ctx, 700, { ...ageDays(ctx, 31), state: 'processed' })
    const counts = await Promise.all([removeOldMessages(ctx), removeOldMessages(ctx), removeOldMessages(ctx)])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(700)
    expect(await left(ids)).toBe(0)
  })

  it('leaves the audit trail whole: what was said of the messages stays, and the seals hold', async () => {
    const ctx = testCtx(db())
    const { conversation } = await makeConversation(ctx)
    await publishRequest(ctx, conversation)
    await drain(ctx)
    await sealAudit(ctx, { isWhole: true })
    const before = await verifyAudit(ctx)
    expect(before).toMatchObject({ is_intact: true, unsealed: 0 })
    expect(before.events).toBeGreaterThan(0)
    ctx.advance(31 * DAY_MS)
    expect(await removeOldMessages(ctx)).toBeGreaterThan(0)
    await sealAudit(ctx, { isWhole: true })
    const after = await verifyAudit(ctx)
    expect(after).toMatchObject({ is_intact: true, unsealed: 0 })
    expect(after.events).toBeGreaterThan(before.events)
  })
})
