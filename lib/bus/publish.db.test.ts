import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

const rowOf = (id: string) => db.agentMessage.findUniqueOrThrow({ where: { id } })

describe('publishing', () => {
  it('seals the content and keeps it out of the wake-up and the live events', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation, {
      content: { reason: 'requested', preferences: { time_of_day: 'morning' } },
    })
    const row = await rowOf(id)
    expect(row.content_sealed).not.toContain('morning')
    expect(row).toMatchObject({ correlation_id: conversation.id, priority: 5, state: 'pending' })
    expect(ctx.wakes).toEqual([{ kind: 'agent.handle', key: conversation.id }])
  })

  it('refuses content that its type does not allow', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const wrong = { reason: 'because' } as unknown as { reason: 'requested' }
    await expect(publishRequest(ctx, conversation, { content: wrong })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'content.reason',
    })
  })

  it('registers the built-in agents when a message comes before any worker, once for two at once', async () => {
    const fresh = await createTestDatabase()
    const freshDb = createDb(fresh.url)
    const ctx = testCtx(freshDb)
    const { conversation } = await makeConversation(ctx)
    await Promise.all([publishRequest(ctx, conversation), publishRequest(ctx, conversation)])
    expect(await freshDb.agent.count()).toBe(2)
    expect(await freshDb.auditEvent.count({ where: { action: 'agent.registered' } })).toBe(2)
    await freshDb.$disconnect()
    await fresh.drop()
  })

  it('refuses an agent that nobody registered', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    await expect(publishRequest(ctx, conversation, { to: 'weather-agent' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('leaves nothing behind when the transaction that published is rolled back', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    await mutate(ctx, { name: 'test.outer', permission: null }, async (tx) => {
      await publishRequest(tx, conversation)
      throw new Error('no')
    }).catch(() => undefined)
    expect(await db.agentMessage.count({ where: { conversation_id: conversation.id } })).toBe(0)
    expect(ctx.wakes).toEqual([])
  })
})
