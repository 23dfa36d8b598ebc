import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record } from '#lib/core/audit.ts'
import { mutate } from '#lib/core/mutate.ts'
import { createDb, type Db, type Tx } from '#lib/db/client.ts'
import { MAX_TRIES, RETRY_DELAYS_MS } from '#lib/domain/agents/retry-policy.ts'
import { conflict, invalidInput, SwitchboardError } from '#lib/domain/errors.ts'
import { logger } from '#lib/logger.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { handleNext } from './handle.ts'
import type { AgentHandlers } from './handler.ts'
import { publishAgentMessage } from './publish.ts'

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

type Request = NonNullable<AgentHandlers['REQUEST_APPOINTMENT']>

/** A scheduling agent whose one handler is the test's, and what staff were asked. */
function agentThat(handler: Request) {
  const asked: { conversation_id: string; reason: string }[] = []
  return {
    asked,
    agents: { 'scheduling-agent': { REQUEST_APPOINTMENT: handler } },
    onDeadLetter: async (_tx: unknown, letter: { conversation_id: string; reason: string }) => {
      asked.push(letter)
    },
  }
}

/** Leaves a trace that a roll-back would take away. */
const leaveTrace: Request = (tx, message) =>
  record(tx, { action: 'test.handled', subject: { kind: 'agent_message', id: message.id } })
const traces = (ids: string[]) =>
  db.auditEvent.findMany({
    where: { action: 'test.handled', subject_id: { in: ids } },
    orderBy: { sequence: 'asc' },
  })
const rowOf = (id: string) =>
  db.agentMessage.findUniqueOrThrow({ where: { id }, include: { attempts: true } })

/** The transaction, whose first change of an agent message waits. */
const waitBeforeClaim = (tx: Tx, wait: () => Promise<unknown>): Tx =>
  new Proxy(tx, {
    get(target, property, receiver) {
      const value = Reflect.get(target, property, receiver)
      if (property !== 'agentMessage') return value
      return new Proxy(value as Tx['agentMessage'], {
        get(model, method, self) {
          if (method !== 'updateMany') return Reflect.get(model, method, self)
          return async (query: Parameters<Tx['agentMessage']['updateMany']>[0]) => {
            await wait()
            return model.updateMany(query)
          }
        },
      })
    },
  })

describe('handling one conversation', () => {
  it('claims, acts and marks the message processed in one transaction, as the agent it was sent to', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const handling = agentThat(leaveTrace)
    expect(await handleNext(ctx, conversation.id, handling)).toBe('processed')
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'processed', attempt: 1, failure_reason: null })
    expect(row.attempts).toMatchObject([{ attempt: 1, status: 'success' }])
    expect(await traces([id])).toMatchObject([{ actor_kind: 'agent', actor_name: 'scheduling-agent' }])
    expect(await handleNext(ctx, conversation.id, handling)).toBe('nothing')
  })

  it('takes messages in the order in which they were published, whatever their priority', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const seen: string[] = []
    const handling = agentThat(async (_tx, message) => {
      seen.push(message.id)
    })
    const first = await publishRequest(ctx, conversation, { priority: 9 })
    const second = await publishRequest(ctx, conversation, { priority: 1 })
    await handleNext(ctx, conversation.id, handling)
    await handleNext(ctx, conversation.id, handling)
    expect(seen).toEqual([first.id, second.id])
  })

  it('wakes the conversation again while more of its messages wait', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    await publishRequest(ctx, conversation)
    await publishRequest(ctx, conversation)
    const handling = agentThat(leaveTrace)
    ctx.wakes.length = 0
    await handleNext(ctx, conversation.id, handling)
    expect(ctx.wakes).toEqual([{ kind: 'agent.handle', key: conversation.id }])
    ctx.wakes.length = 0
    await handleNext(ctx, conversation.id, handling)
    expect(ctx.wakes).toEqual([])
  })

  it('emits with the commit and takes everything back when the handler fails', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const handling = agentThat(async (tx, message) => {
      await leaveTrace(tx, message)
      await publishAgentMessage(tx, {
        from: 'scheduling-agent',
        to: 'user-agent',
        message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
        content: { status: 'FAILED', is_moved: false },
        conversation_id: message.conversation_id,
        clinic_id: message.clinic_id,
        in_reply_to: message.id,
      })
      throw new Error('the disk is full')
    })
    expect(await handleNext(ctx, conversation.id, handling)).toBe('retry')
    expect(await traces([id])).toEqual([])
    expect(await db.agentMessage.count({ where: { conversation_id: conversation.id } })).toBe(1)
  })
})

describe('exactly once', () => {
  it('lets eight competing workers handle thirty messages once each and in order', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const published: string[] = []
    for (let n = 0; n < 30; n += 1) published.push((await publishRequest(ctx, conversation)).id)
    const handling = agentThat(leaveTrace)
    const worker = async () => {
      while ((await handleNext(testCtx(db), conversation.id, handling)) !== 'nothing');
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    expect((await traces(published)).map((trace) => trace.subject_id)).toEqual(published)
  })

  it('does the work again, once, when its transaction dies between the claim and the commit', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const killed = agentThat(async (tx, message) => {
      await leaveTrace(tx, message)
      await tx.tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
    })
    await handleNext(ctx, conversation.id, killed).catch(() => undefined)
    expect(await traces([id])).toEqual([])
    const row = await rowOf(id)
    expect(row.state).toBe('pending')
    ctx.advance(RETRY_DELAYS_MS[0])
    expect(await handleNext(ctx, conversation.id, agentThat(leaveTrace))).toBe('processed')
    expect(await traces([id])).toHaveLength(1)
  })

  it.each([
    ['the conversation', (id: string) => `SELECT 1 FROM conversation WHERE id = '${id}' FOR UPDATE`],
    [
      'the phone',
      (id: string) =>
        `SELECT pg_advisory_xact_lock(hashtextextended('phone:' || phone_index, 0)) FROM conversation WHERE id = '${id}'`,
    ],
  ])('waits for whoever works on %s', async (_what, lock) => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    let isReleased = false
    let handled: Promise<unknown> = Promise.resolve()
    await db.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(lock(conversation.id))
      handled = handleNext(
        ctx,
        conversation.id,
        agentThat(async () => expect(isReleased).toBe(true)),
      )
      await waitFor('the handler to wait', async () => {
        const waiting = await db.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE datname = current_database() AND NOT granted`
        return waiting.length > 0
      })
      isReleased = true
    })
    expect(await handled).toBe('processed')
    expect((await rowOf(id)).attempt).toBe(1)
  })

  it('leaves a message alone that somebody else took after it was read', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    // Looking for the handler comes after reading the message and before taking it.
    const handling = agentThat(leaveTrace)
    let isTaken: Promise<unknown> = Promise.resolve()
    const agents = new Proxy(handling.agents, {
      get(target, name, receiver) {
        isTaken = db.agentMessage.update({ where: { id }, data: { attempt: { increment: 1 } } }).then()
        return Reflect.get(target, name, receiver)
      },
    })
    const waiting = new Proxy(ctx.db, {
      get(target, property, receiver) {
        if (property !== '$transaction') return Reflect.get(target, property, receiver)
        return (work: (tx: Tx) => Promise<unknown>, options: object) =>
          target.$transaction((tx) => work(waitBeforeClaim(tx as Tx, () => isTaken)), options)
      },
    })
    expect(await handleNext({ ...ctx, db: waiting }, conversation.id, { ...handling, agents })).toBe(
      'nothing',
    )
    expect(await traces([id])).toEqual([])
  })

  it('does not undo what a twin handled while this try was failing', async () => {
    const ctx = testCtx(db)
    const { conversation } = await makeConversation(ctx)
    const { id } = await publishRequest(ctx, conversation)
    const failing = agentThat(async () => {
      throw new Error('late')
    })
    // The failure is stored after a roll-back; a twin may have handled the message in between.
    const twin = agentThat(leaveTrace)
    const realTransaction = ctx.db.$transaction.bind(ctx.db)
    let calls = 0
    const slow = new Proxy(ctx.db, {
      get(target, property, receiver) {
        if (property !== '$transaction') return Reflect.get(target, property, receiver)
        return async (...args: Parameters<typeof realTransaction>) => {
          calls += 1
          if (calls === 2) await handleNext(ctx, conversation.id, twin)
          return realTransaction(...args)
        }
      },
    })
    await handleNext({ ...ctx, db: slow }, conversation.id, failing)
    expect(await rowOf(id)).toMatchObject({ state: 'processed', attempt: 1 })
    expect(await traces([id])).toHaveLength(1)
  })
})

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
    expect(handling.asked).toEqual([{ conversation_id: conversation.id, reason: 'The calendar is locked.' }])
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
