import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDb, type Db, type Tx } from '#lib/db/client.ts'
import type { Wake } from '#lib/domain/jobs.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { createPgBossQueue } from './pg-boss.ts'
import type { JobQueue } from './port.ts'

const CONSUME = { atOnce: 4 }
logger.level = 'silent'
let database: TestDatabase
let db: Db
const open: JobQueue[] = []

function makeQueue(options: { cacheSeconds?: number } = {}): JobQueue {
  const queue = createPgBossQueue({ connectionString: database.url, ...options })
  open.push(queue)
  return queue
}

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.stop()))
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

describe('the pg-boss queue', () => {
  it('makes its tables in its own schema, as the role of the product', async () => {
    await makeQueue().start()
    const [owner] = await sql<{ owner: string }>(
      "SELECT tableowner AS owner FROM pg_tables WHERE schemaname = 'pgboss' AND tablename = 'queue'",
    )
    expect(owner?.owner).toBe(new URL(database.url).username)
  })

  it('starts in several processes at once', async () => {
    await Promise.all([makeQueue().start(), makeQueue().start(), makeQueue().start()])
  })

  it('shows a wake-up to workers when the transaction commits, and never when it is rolled back', async () => {
    const queue = makeQueue()
    const handled: string[] = []
    await queue.consume(
      'agent.handle',
      async (key) => {
        handled.push(key)
      },
      CONSUME,
    )
    const [kept, dropped] = [newId(), newId()]
    let isCommitted = false
    await db
      .$transaction(async (tx) => {
        await queue.wake([{ kind: 'agent.handle', key: dropped }], tx as Tx)
        throw new Error('no')
      })
      .catch(() => undefined)
    await db.$transaction(async (tx) => {
      await queue.wake([{ kind: 'agent.handle', key: kept }], tx as Tx)
      // A second connection sees nothing before the commit, so no worker can.
      expect(await sql('SELECT 1 FROM pgboss.job WHERE data->>$1 = $2', ['key', kept])).toEqual([])
      expect(handled).toEqual([])
      isCommitted = true
    })
    await waitFor('the job', () => handled.includes(kept))
    expect(isCommitted).toBe(true)
    expect(handled).not.toContain(dropped)
  })

  it.each([
    [
      'in a transaction',
      (queue: JobQueue, wake: Wake) => db.$transaction((tx) => queue.wake([wake], tx as Tx)),
    ],
    ['by itself', (queue: JobQueue, wake: Wake) => queue.wake([wake])],
    ['when a row is found again', (queue: JobQueue, wake: Wake) => queue.wakeAgain([wake])],
  ])('takes a job %s after it has seen that somebody emptied its tables', async (_, wakeBy) => {
    const queue = makeQueue({ cacheSeconds: 1 })
    const handled: string[] = []
    await queue.consume('agent.handle', async (key) => void handled.push(key), CONSUME)
    const complains = vi.spyOn(logger, 'error')
    await sql('TRUNCATE pgboss.queue, pgboss.job CASCADE')
    await waitFor('pg-boss to see it', () =>
      complains.mock.calls.some(([, words]) => String(words).startsWith('jobs cannot be fetched')),
    )
    const key = newId()
    await wakeBy(queue, { kind: 'agent.handle', key })
    await waitFor('the job', () => handled.includes(key))
    complains.mockRestore()
  })

  it('sends one job for a key that one transaction wakes twice, and stores kind and key only', async () => {
    const queue = makeQueue()
    const key = newId()
    await queue.wake([
      { kind: 'sms.deliver', key },
      { kind: 'sms.deliver', key },
      { kind: 'sms.interpret', key },
    ])
    const rows = await sql<{ name: string; data: unknown }>(
      "SELECT name, data FROM pgboss.job WHERE data->>'key' = $1 ORDER BY name",
      [key],
    )
    expect(rows).toEqual([
      { name: 'sms.deliver', data: { kind: 'sms.deliver', key } },
      { name: 'sms.interpret', data: { kind: 'sms.interpret', key } },
    ])
  })
})
