import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import { BUILTIN_AGENT_NAMES } from '#lib/domain/agents/builtin.ts'
import { HEARTBEAT_LOST_AFTER_MS } from '#lib/domain/agents/heartbeat.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { keyActor, testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { ensureBuiltinAgents } from './ensure-builtin.ts'
import { listAgents } from './list.ts'
import { waitingForAgent } from './waiting.ts'

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

describe('ensureBuiltinAgents', () => {
  it('registers the three agents once, with their capabilities, however often and by how many it is called', async () => {
    const ctx = testCtx(db)
    await Promise.all([ensureBuiltinAgents(ctx), ensureBuiltinAgents(ctx)])
    await ensureBuiltinAgents(ctx)
    const { items: agents } = await listAgents(ctx)
    expect(agents.map((agent) => [agent.name, agent.type])).toEqual([
      ['provider-agent', 'provider'],
      ['scheduling-agent', 'scheduling'],
      ['user-agent', 'user'],
    ])
    expect(agents.every((agent) => agent.is_builtin && agent.capabilities.length > 0)).toBe(true)
    expect(await db.auditEvent.count({ where: { action: 'agent.registered' } })).toBe(
      BUILTIN_AGENT_NAMES.length,
    )
  })
})

describe('waitingForAgent', () => {
  const beat = (name: string, at: number) =>
    db.agent.update({ where: { name }, data: { heartbeat_at: new Date(at) } })

  it('names the agent of the oldest pending message and says whether it is missing', async () => {
    const ctx = testCtx(db)
    await ensureBuiltinAgents(ctx)
    const { conversation } = await makeConversation(ctx)
    const quiet = await makeConversation(ctx)
    await publishRequest(ctx, conversation)
    await publishRequest(ctx, conversation, { to: 'user-agent' })
    const ids = [conversation.id, quiet.conversation.id]
    const since = new Date(ctx.now()).toISOString()

    await db.agent.update({ where: { name: 'scheduling-agent' }, data: { heartbeat_at: null } })
    const never = await waitingForAgent(ctx, ids)
    expect([...never]).toEqual([[conversation.id, { agent: 'scheduling-agent', since, is_missing: true }]])

    await beat('scheduling-agent', ctx.systemNow() - HEARTBEAT_LOST_AFTER_MS)
    expect((await waitingForAgent(ctx, ids)).get(conversation.id)?.is_missing).toBe(false)
    await beat('scheduling-agent', ctx.systemNow() - HEARTBEAT_LOST_AFTER_MS - 1)
    expect((await waitingForAgent(ctx, ids)).get(conversation.id)?.is_missing).toBe(true)
  })
})

describe('listAgents', () => {
  it('counts what waits for each agent and since when', async () => {
    const ctx = testCtx(db)
    await db.agentMessage.updateMany({ data: { state: 'processed' } })
    const { conversation } = await makeConversation(ctx)
    await publishRequest(ctx, conversation)
    ctx.advance(60_000)
    await publishRequest(ctx, conversation)
    const agent = (await listAgents(ctx)).items.find(({ name }) => name === 'scheduling-agent')
    expect(agent).toMatchObject({
      queue_depth: 2,
      oldest_pending_at: new Date(ctx.now() - 60_000).toISOString(),
    })
  })

  it('is for those who may read agents', async () => {
    const ctx = testCtx(db, { actor: keyActor(['sms:send'], 'all') })
    await expect(listAgents(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
