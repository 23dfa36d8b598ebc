import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db, type Tx } from '#lib/db/client.ts'
import { RETRY_DELAYS_MS } from '#lib/domain/agents/retry-policy.ts'
import { logger } from '#lib/logger.ts'
import { agentThat, leaveTrace, makeConversation, publishRequest, tracesOf } from '#lib/test/agents.ts'
import { testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { handleNext } from './handle.ts'
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

const rowOf = (id: string) =>
  db.agentMessage.findUniqueOrThrow({ where: { id }, include: { attempts: true } })
const traces = (ids: string[]) => tracesOf(db, ids)

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
        agentThat(async () => {
          expect(isReleased).toBe(true)
        }),
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
