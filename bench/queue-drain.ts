/**
 * How fast a backlog drains that waits when the workers start, on both engines, beside the bare engine with the same jobs
 * on the same servers: PostgreSQL with fsync on, Redis with an append-only file. Rounds of ours and bare by turns, medians
 * of the ratios. Targets: 2,000 jobs a second or more, and 0.4 of the bare engine or more.
 *
 *   node bench/queue-drain.ts [handlers at once, 3 by default] [rounds, 5 by default]
 */

import { Queue, Worker } from 'bullmq'
import { PgBoss } from 'pg-boss'
import { enginesFor } from '#lib/engines.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { startTestCluster } from '#lib/test/postgres.ts'
import { startTestRedis } from '#lib/test/redis.ts'
import { migrate } from '../prisma/migrate.ts'
import { ensureDatabase } from '../prisma/roles.ts'

const DATABASE = 'bench'
const JOBS = 20_000
const KIND = 'sms.deliver'
const TARGET_PER_SECOND = 2_000
const TARGET_RATIO = 0.4
const BARE_BATCH = 50

const [atOnce = 3, rounds = 5] = process.argv.slice(2).map(Number)

/** Puts the backlog there, and starts workers on it: `count` is told of each job. Returns what stops them. */
interface Drain {
  fill(): Promise<void>
  start(count: () => void): Promise<() => Promise<void>>
}

const wakes = () => Array.from({ length: JOBS }, () => ({ kind: KIND, key: newId() }) as const)

function ours(urls: { databaseUrl: string; redisUrl: string | null }): Drain {
  return {
    async fill() {
      const { queue, close } = enginesFor(urls)
      await queue.wake(wakes())
      await queue.stop()
      close()
    },
    async start(count) {
      const { queue, close } = enginesFor(urls)
      await queue.consume(KIND, async () => count(), { atOnce })
      return async () => {
        await queue.stop()
        close()
      }
    },
  }
}

function barePgBoss(connectionString: string): Drain {
  const open = async () => {
    const boss = new PgBoss({ connectionString, createSchema: false, schedule: false })
    boss.on('error', console.error)
    await boss.start()
    await boss.createQueue('bare', { retryLimit: 0 })
    return boss
  }
  return {
    async fill() {
      const boss = await open()
      await boss.insert(
        'bare',
        wakes().map((data) => ({ data })),
      )
      await boss.stop({ graceful: false })
    },
    async start(count) {
      const boss = await open()
      const options = { batchSize: BARE_BATCH, localConcurrency: atOnce, burstWhenBatchFull: true }
      await boss.work('bare', options, async (jobs) => {
        for (const _ of jobs) count()
      })
      return () => boss.stop({ graceful: false })
    },
  }
}

function bareBullMq(url: string): Drain {
  return {
    async fill() {
      const queue = new Queue('bare', { connection: { url } })
      await queue.addBulk(wakes().map((data) => ({ name: 'bare', data, opts: { removeOnComplete: true } })))
      await queue.close()
    },
    async start(count) {
      const worker = new Worker('bare', async () => count(), { connection: { url }, concurrency: atOnce })
      return () => worker.close()
    },
  }
}

/** Jobs per second from the workers' start to the last job, and how many there were. */
async function measure({ fill, start }: Drain): Promise<number> {
  await fill()
  const all = Promise.withResolvers<void>()
  let done = 0
  const startedAt = performance.now()
  const stop = await start(() => {
    done += 1
    if (done === JOBS) all.resolve()
  })
  await all.promise
  const seconds = (performance.now() - startedAt) / 1_000
  await stop()
  if (done !== JOBS) throw new Error(`${done} jobs were done instead of ${JOBS}.`)
  return JOBS / seconds
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const range = (values: number[], digits: number) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`

async function compare(name: string, mine: Drain, bare: Drain): Promise<void> {
  const [rates, ratios]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await measure(mine), await measure(bare)]
    // The first round warms up.
    if (round === 0) continue
    rates.push(a)
    ratios.push(a / b)
  }
  console.log(`${name}: ${range(rates, 0)} jobs/s, ${range(ratios, 2)} of the bare engine`)
  if (median(rates) < TARGET_PER_SECOND || median(ratios) < TARGET_RATIO) process.exitCode = 1
}

logger.level = 'warn'
const [cluster, redis] = await Promise.all([startTestCluster({ isDurable: true }), startTestRedis()])
try {
  const databaseUrl = cluster.applicationUrl(DATABASE)
  await ensureDatabase(cluster.ownerUrl(DATABASE), databaseUrl)
  await migrate(cluster.ownerUrl(DATABASE), { applicationRole: new URL(databaseUrl).username })
  console.log(`${JOBS} waiting jobs, ${atOnce} handlers at once, ${rounds} rounds`)
  await compare('pg-boss', ours({ databaseUrl, redisUrl: null }), barePgBoss(databaseUrl))
  await compare('BullMQ', ours({ databaseUrl, redisUrl: redis.url }), bareBullMq(redis.url))
} finally {
  await Promise.all([cluster.stop(), redis.stop()])
}
