import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import { MAX_TRIES, RETRY_DELAYS_MS } from '#lib/domain/agents/retry-policy.ts'
import { conflict, invalidInput, SwitchboardError } from '#lib/domain/errors.ts'
import { logger } from '#lib/logger.ts'
import { agentThat, leaveTrace, makeConversation, publishRequest, tracesOf } from '#lib/test/agents.ts'
import { testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { handleNext } from './handle.ts'

logger.level = 'silent'
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

const rowOf = (id: string) =>
  db.agentMessage.findUniqueOrThrow({ where: { id }, include: { attempts: true } })
const traces = (ids: string[]) => tracesOf(db, ids)

describe('failure', () => {
  it('waits 1 s, 5 s, 30 s and 2 min, then is a dead letter that staff hear of, and the next one goes on', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const later = await publishRequest(ctx, conversation)
    const handling = agentThat(async (tx, message) => {
      if (message.id === id) throw conflict('The calendar is locked.')
      await leaveTrace(tx, message)
    })
    for (const delay of RETRY_DELAYS_MS) {
      expect(await handleNext(ctx, conversation.id, handling)).toBe('retry')
      expect(await handleNext(ctx, conversation.id, handling)).toBe('waiting')
      ctx.advance(delay - 1)
      expect(await handleNext(ctx, conversation.id, handling)).toBe('waiting')
      ctx.advance(1)
    }
    expect(await traces([later.id])).toEqual([])
    ctx.wakes.length = 0
    expect(await handleNext(ctx, conversation.id, handling)).toBe('dead')
    const row = await rowOf(id)
    expect(row).toMatchObject({
      state: 'failed',
      attempt: MAX_TRIES,
      failure_reason: 'The calendar is locked.',
    })
    expect(row.attempts.map((attempt) => attempt.status)).toEqual(Array(MAX_TRIES).fill('failed'))
    expect(handling.asked).toEqual([
      {
        conversation_id: conversation.id,
        message_type: 'REQUEST_APPOINTMENT',
        reason: 'The calendar is locked.',
      },
    ])
    expect(ctx.wakes).toEqual([{ kind: 'agent.handle', key: conversation.id }])
    expect(await db.auditEvent.count({ where: { action: 'agent_message.failed', subject_id: id } })).toBe(1)
    expect(await handleNext(ctx, conversation.id, handling)).toBe('processed')
    expect(await traces([later.id])).toHaveLength(1)
  })

  it('keeps the words of an unexpected error out of the reason', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const handling = agentThat(async () => {
      throw new Error('Maria Garcia +12125550199')
    })
    await handleNext(ctx, conversation.id, handling)
    const row = await rowOf(id)
    expect(row.failure_reason).toBe(
      'The scheduling-agent failed at REQUEST_APPOINTMENT. The log has it under test.',
    )
    expect(row.attempts[0]?.error).toBe(row.failure_reason)
  })

  it.each(['opted_out', 'staff_has_it'] as const)('fails at once on %s and asks nobody', async (code) => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const handling = agentThat(async () => {
      throw new SwitchboardError(code, 'A person has this.')
    })
    expect(await handleNext(ctx, conversation.id, handling)).toBe('dead')
    expect(await rowOf(id)).toMatchObject({
      state: 'failed',
      attempt: 1,
      failure_reason: 'A person has this.',
    })
    expect(handling.asked).toEqual([])
  })

  it('does not try again what cannot end differently, and asks staff', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    await publishRequest(ctx, conversation)
    const handling = agentThat(async () => {
      throw invalidInput('There is no such slot.')
    })
    expect(await handleNext(ctx, conversation.id, handling)).toBe('dead')
    expect(handling.asked).toHaveLength(1)
  })

  it('takes a type that the agent does not handle for a dead letter', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const handling = { ...agentThat(leaveTrace), agents: { 'scheduling-agent': {} } }
    expect(await handleNext(ctx, conversation.id, handling)).toBe('dead')
    expect((await rowOf(id)).failure_reason).toBe(
      'The scheduling-agent does not take REQUEST_APPOINTMENT messages.',
    )
  })

  it('handles nothing after it expired, and asks staff', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation, { expires_at: new Date(ctx.now() + 60_000) })
    const handling = agentThat(leaveTrace)
    ctx.advance(60_000)
    expect(await handleNext(ctx, conversation.id, handling)).toBe('expired')
    expect(await rowOf(id)).toMatchObject({ state: 'expired', attempt: 0 })
    expect(handling.asked).toHaveLength(1)
    expect(await traces([id])).toEqual([])
  })
})

describe('a missing agent', () => {
  it('leaves the message pending and untouched until its agent runs again', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const handling = agentThat(leaveTrace)
    expect(await handleNext(ctx, conversation.id, { ...handling, agents: {} })).toBe('missing')
    expect(await rowOf(id)).toMatchObject({ state: 'pending', attempt: 0 })
    expect(await handleNext(ctx, conversation.id, handling)).toBe('processed')
  })
})
