import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import type { Wake } from '#lib/domain/jobs.ts'
import { type Engines, enginesFor } from '#lib/engines.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { testCtx } from '#lib/test/context.ts'
import { startTestRedis, type TestRedis } from '#lib/test/redis.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import type { JobQueue } from './port.ts'

logger.level = 'silent'
const KIND = 'sms.deliver'
const PLAIN = { name: 'test', permission: null }
const BACKLOG = 20_000

let database: TestDatabase
let redis: TestRedis
let db: Db
const open: Engines[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  ;[database, redis] = await Promise.all([createTestDatabase(), startTestRedis()])
  db = createDb(database.url)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const engines of open.splice(0)) {
    await engines.queue.stop()
    engines.close()
  }
  await Promise.all([emptyPgBoss(), emptyRedis()])
})
afterAll(async () => {
  await db.$disconnect()
  await Promise.all([database.drop(), redis.stop()])
})

async function emptyPgBoss(): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const { rows } = await client.query("SELECT to_regclass('pgboss.job') IS NOT NULL AS exists")
  if (rows[0].exists) await client.query('TRUNCATE pgboss.job CASCADE')
  await client.end()
}
async function emptyRedis(): Promise<void> {
  const client = new Redis(redis.url)
  await client.flushall()
  await client.quit()
}

const ENGINES = [
  { name: 'pg-boss', urls: () => ({ databaseUrl: database.url, redisUrl: null }), lose: emptyPgBoss },
  { name: 'BullMQ', urls: () => ({ databaseUrl: database.url, redisUrl: redis.url }), lose: emptyRedis },
]

/** Fills up to `count` handlers' logs, and lets each go on when it is told to. */
function recorder() {
  const keys: string[] = []
  return {
    keys,
    handle: async (key: string) => {
      keys.push(key)
    },
    of: (key: string) => keys.filter((each) => each === key).length,
  }
}
const wake = (key: string, rest: Partial<Wake> = {}): Wake => ({ kind: KIND, key, ...rest })

describe.each(ENGINES)('the queue over $name', ({ urls, lose }) => {
  function makeQueue(): JobQueue {
    const engines = enginesFor(urls())
    open.push(engines)
    return engines.queue
  }

  it('wakes when a transaction has committed, and never when it was rolled back', async () => {
    const queue = makeQueue()
    const { keys, handle } = recorder()
    await queue.consume(KIND, handle, { atOnce: 2 })
    const ctx = { ...testCtx(db), queue }
    const [kept, dropped] = [newId(), newId()]
    const drop = (tx: TxCtx) => {
      tx.outgoing.wakes.push(wake(dropped))
      tx.outgoing.events.push({ type: 'clinic.changed', id: dropped, clinic_id: null })
    }
    await mutate(ctx, PLAIN, async (tx) => {
      drop(tx)
      throw new Error('no')
    }).catch(() => undefined)
    // The very last step before the commit fails, when everything else has been sent.
    const publish = () => Promise.reject(new Error('no'))
    const failing = { ...ctx, live: { isTransactional: true, publish } }
    await expect(mutate(failing, PLAIN, async (tx) => drop(tx))).rejects.toThrow('no')
    await mutate(ctx, PLAIN, async (tx) => {
      tx.outgoing.wakes.push(wake(kept), wake(kept))
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(keys).toEqual([])
    })
    await queue.wake([wake('last', { priority: 10 })])
    await waitFor('the last job', () => keys.includes('last'))
    expect(keys.toSorted()).toEqual([kept, 'last'].toSorted())
  })

  it('handles by priority, 1 first and 10 last, 5 when unset, and by age within one', async () => {
    const queue = makeQueue()
    for (const priority of [7, 1, 10, 4, 2, 9, 3, 8, 6]) {
      await queue.wake([wake(`${priority} first`, { priority })])
      await queue.wake([wake(`${priority} second`, { priority })])
    }
    await queue.wake([wake('5 first')])
    await queue.wake([wake('5 second', { priority: 5 })])
    const { keys, handle } = recorder()
    await queue.consume(KIND, handle, { atOnce: 1 })
    await waitFor('all of them', () => keys.length === 20)
    const expected = Array.from({ length: 10 }, (_, n) => [`${n + 1} first`, `${n + 1} second`]).flat()
    expect(keys).toEqual(expected)
  })

  it('lets what is more urgent pass whatever waits already, and nothing wait for one that is slow', async () => {
    const queue = makeQueue()
    const log: string[] = []
    const gates = new Map(['slow', 'usual'].map((key) => [key, Promise.withResolvers<void>()]))
    await queue.consume(
      KIND,
      async (key) => {
        log.push(key)
        await gates.get(key)?.promise
      },
      { atOnce: 2 },
    )
    await queue.wake([wake('slow', { priority: 1 }), wake('usual', { priority: 2 })])
    await waitFor('both in hand', () => log.length === 2)
    for (let n = 0; n < 20; n += 1) await queue.wake([wake(`late ${n}`, { priority: 9 })])
    await queue.wake([wake('urgent', { priority: 1 })])
    gates.get('usual')?.resolve()
    await waitFor('all but the slow one', () => log.length === 23)
    expect(log[2]).toBe('urgent')
    gates.get('slow')?.resolve()
  })

  it('does not look before a delay is over, and lets the same key through without one', async () => {
    const queue = makeQueue()
    const at: number[] = []
    const asked = Date.now()
    await queue.wake([wake('later', { delayMs: 1_500 }), wake('later')])
    await queue.consume(KIND, async () => void at.push(Date.now() - asked), { atOnce: 2 })
    await waitFor('both', () => at.length === 2)
    expect(at[0]!).toBeLessThan(at[1]!)
    expect(at[1]!).toBeGreaterThanOrEqual(1_490)
  })

  it('tries a job again that failed, three times in all, and goes on with the others meanwhile', async () => {
    const queue = makeQueue()
    const { keys, handle, of } = recorder()
    await queue.wake([wake('broken'), wake('shaky'), wake('fine')])
    await queue.consume(
      KIND,
      async (key) => {
        await handle(key)
        if (key === 'broken' || (key === 'shaky' && of(key) === 1)) throw new Error('no')
      },
      { atOnce: 3 },
    )
    await waitFor('three tries', () => of('broken') === 3)
    await queue.wake([wake('afterwards', { delayMs: 2_000 })])
    await waitFor('the end', () => keys.includes('afterwards'))
    expect([of('broken'), of('shaky'), of('fine')]).toEqual([3, 2, 1])
  })

  it('takes back what waits for a key, and only that', async () => {
    const queue = makeQueue()
    const [gone, kept] = [newId(), newId()]
    await queue.wake([wake(gone), wake(gone, { delayMs: 100 }), wake(kept), wake(kept, { delayMs: 100 })])
    await queue.wake([wake(gone, { priority: 1 })])
    await queue.wakeAgain([{ kind: 'sms.interpret', key: gone }])
    await queue.cancel(KIND, gone)
    await queue.cancel(KIND, newId())
    const { keys, handle, of } = recorder()
    await queue.consume(KIND, handle, { atOnce: 2 })
    await queue.consume('sms.interpret', async () => handle('other kind'), { atOnce: 2 })
    await waitFor('what was kept', () => of(kept) === 2 && of('other kind') === 1)
    expect(keys).not.toContain(gone)
  })

  it('does not lose a wake-up for a key whose job is being handled', async () => {
    const queue = makeQueue()
    const log: string[] = []
    const gate = Promise.withResolvers<void>()
    await queue.consume(
      KIND,
      async (key) => {
        log.push(key)
        if (log.length === 1) await gate.promise
      },
      { atOnce: 2 },
    )
    await queue.wake([wake('busy')])
    await waitFor('the first', () => log.length === 1)
    await queue.wake([wake('busy')])
    gate.resolve()
    await waitFor('the second', () => log.length >= 2)
  })

  it('does not pile up what the sweeper brings again and again, and takes it when it is lost', async () => {
    const queue = makeQueue()
    const keys = [newId(), newId(), newId()]
    await queue.wakeAgain(keys.map((key) => wake(key)))
    for (let n = 0; n < 5; n += 1) await queue.wakeAgain(keys.map((key) => wake(key)))
    await lose()
    for (let n = 0; n < 5; n += 1) await queue.wakeAgain(keys.map((key) => wake(key)))
    await queue.wake([wake('last', { priority: 10 })])
    const log = recorder()
    await queue.consume(KIND, log.handle, { atOnce: 1 })
    await waitFor('the last', () => log.keys.includes('last'))
    expect(log.keys.toSorted()).toEqual([...keys, 'last'].toSorted())
  })

  it('does as many at once as it was told, in each of several processes, and each job once', async () => {
    const queues = [makeQueue(), makeQueue()]
    const keys = Array.from({ length: 60 }, () => newId())
    const done: string[] = []
    const most = [0, 0]
    for (const [n, queue] of queues.entries()) {
      let now = 0
      await queue.consume(
        KIND,
        async (key) => {
          now += 1
          most[n] = Math.max(most[n]!, now)
          await new Promise((resolve) => setTimeout(resolve, 20))
          now -= 1
          done.push(key)
        },
        { atOnce: 3 },
      )
    }
    await queues[0]!.wake(keys.map((key) => wake(key)))
    await waitFor('all', () => done.length >= keys.length)
    expect(done.toSorted()).toEqual(keys.toSorted())
    for (const count of most) expect(count).toBeLessThanOrEqual(3)
    expect(Math.max(...most)).toBe(3)
  })

  it('is not held up by a worker that was killed in mid-job: the next one takes its keys', async () => {
    const { databaseUrl, redisUrl } = urls()
    const child = spawn(process.execPath, ['lib/test/hold-job-main.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '' },
    })
    children.push(child)
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    const queue = makeQueue()
    const [swept, woken, waiting] = [newId(), newId(), newId()]
    await queue.wakeAgain([wake(swept)])
    await queue.wake([wake(woken)])
    await waitFor('both in hand', () => [swept, woken].every((key) => output.includes(`holding ${key}`)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { keys, handle } = recorder()
    await queue.consume(KIND, handle, { atOnce: 1 })
    await queue.wake([wake(waiting)])
    await waitFor('the new one', () => keys.includes(waiting))
    // What the sweeper does every few seconds.
    await waitFor('what the dead had in hand', async () => {
      await queue.wakeAgain([wake(swept), wake(woken)])
      return keys.includes(swept) && keys.includes(woken)
    })
  })

  it(`does all of ${BACKLOG.toLocaleString('en')} jobs that wait when it starts again`, async () => {
    const before = makeQueue()
    const keys = Array.from({ length: BACKLOG }, () => newId())
    await before.wake(keys.map((key, n) => wake(key, { priority: 1 + (n % 10) })))
    await before.stop()
    const done = new Set<string>()
    const queue = makeQueue()
    await queue.consume(KIND, async (key) => void done.add(key), { atOnce: 3 })
    await waitFor('the backlog', () => done.size === BACKLOG, 60_000)
    expect(keys.every((key) => done.has(key))).toBe(true)
  }, 120_000)

  it('finishes what it has in hand before it stops, begins nothing more, and leaves that to others', async () => {
    const queue = makeQueue()
    const log: string[] = []
    const gate = Promise.withResolvers<void>()
    const keys = Array.from({ length: 8 }, () => newId())
    await queue.wake(keys.map((key) => wake(key)))
    await queue.consume(
      KIND,
      async (key) => {
        log.push(`begin ${key}`)
        await gate.promise
        log.push(`end ${key}`)
      },
      { atOnce: 2 },
    )
    await waitFor('two in hand', () => log.length === 2)
    const stopped = queue.stop().then(() => log.push('stopped'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    gate.resolve()
    await stopped
    expect(log.map((line) => line.split(' ')[0])).toEqual(['begin', 'begin', 'end', 'end', 'stopped'])
    const others = recorder()
    await makeQueue().consume(KIND, others.handle, { atOnce: 3 })
    await waitFor('the others', () => others.keys.length === 6)
    const all = [...others.keys, ...log.filter((line) => line.startsWith('end')).map((line) => line.slice(4))]
    expect(all.toSorted()).toEqual(keys.toSorted())
  })

  it('still takes wake-ups while it drains', async () => {
    const queue = makeQueue()
    await queue.consume(KIND, async () => {}, { atOnce: 1 })
    await queue.drain()
    await queue.wake([wake('later')])
    const { keys, handle } = recorder()
    await makeQueue().consume(KIND, handle, { atOnce: 1 })
    await waitFor('the job', () => keys.includes('later'))
  })

  it('says in words how it is', async () => {
    const queue = makeQueue()
    expect(await queue.health()).toBe('The job queue is not started.')
    await queue.start()
    expect(await queue.health()).toBeNull()
    expect(await queue.warnings()).toEqual([])
    await queue.stop()
    expect(await queue.health()).toBe('The job queue is not started.')
  })
})
