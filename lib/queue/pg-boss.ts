import { fromPrisma, type JobInsert, PgBoss } from 'pg-boss'
import { within } from '#lib/core/within.ts'
import type { Tx } from '#lib/db/client.ts'
import { JOB_KINDS, type JobKind, priorityOf, type Wake } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { PgBossConsumer } from './pg-boss-consumer.ts'
import { DRAIN_MS, type JobQueue, RETRIES, RETRY_AFTER_MS } from './port.ts'
import { byKind } from './wakes.ts'

/** The launcher makes the schema and gives it to the application's role; the engine's tables are made at start. */
const SCHEMA = 'pgboss'
const POOL_SIZE = 4
/** Says the kind of the jobs that were added. */
const BELL_CHANNEL = 'switchboard_queue'
const HEALTH_TIMEOUT_MS = 2_000
/** pg-boss serves the highest number first, we and BullMQ the lowest. */
const PRIORITY_MIRROR = 11

/**
 * A job is only a wake-up, so the engine need not guard it: the rows of our own tables say what is due. A job whose
 * worker died is looked at again after a minute, long after the sweeper has brought its row back.
 */
const QUEUE_OPTIONS = {
  notify: false,
  retryLimit: RETRIES,
  retryDelay: RETRY_AFTER_MS / 1_000,
  expireInSeconds: 60,
  retentionSeconds: 24 * 60 * 60,
  deleteAfterSeconds: 60 * 60,
}

interface PgBossQueueOptions {
  connectionString: string
  /** How long pg-boss goes by what it knows of its queues; it then reads them again. */
  cacheSeconds?: number
}

/** pg-boss knows its queues by a table of its own, which somebody may have emptied. It looks before its first statement. */
const isQueueMissing = (error: unknown) =>
  error instanceof Error && /^Queue \S+ does not exist$/.test(error.message)

const jobOf = ({ kind, key, priority, delayMs }: Wake): JobInsert<Wake> => ({
  data: { kind, key },
  priority: PRIORITY_MIRROR - priorityOf({ priority }),
  singletonKey: key,
  ...(delayMs && delayMs > 0 ? { startAfter: `${delayMs / 1_000}` } : {}),
})

/** The default engine: jobs in PostgreSQL, in a schema of their own, one queue per kind. */
export function createPgBossQueue({ connectionString, cacheSeconds }: PgBossQueueOptions): JobQueue {
  const boss = new PgBoss({
    connectionString,
    schema: SCHEMA,
    createSchema: false,
    schedule: false,
    max: POOL_SIZE,
    application_name: 'switchboard-queue',
    ...(cacheSeconds === undefined ? {} : { queueCacheIntervalSeconds: cacheSeconds }),
  })
  boss.on('error', (error) => logger.error(errorFields(error), 'the queue reports an error'))
  boss.on('warning', (warning) => logger.warn({ warning: warning.message }, 'the queue warns'))
  const consumers = new Map<JobKind, PgBossConsumer>()
  let started: Promise<void> | null = null
  let bell: { close(): Promise<void> } | null = null

  async function createQueues(): Promise<void> {
    for (const kind of JOB_KINDS) {
      await boss.createQueue(kind, QUEUE_OPTIONS)
      await boss.updateQueue(kind, QUEUE_OPTIONS)
    }
  }
  async function open(): Promise<void> {
    await boss.start()
    await createQueues()
    // After a restart nothing is known of a backlog, and each fetch would sort all of it.
    await boss.getDb().executeSql(`ANALYZE ${SCHEMA}.job`)
  }
  async function createQueuesAgain(kind: JobKind): Promise<void> {
    logger.warn({ kind }, 'the queue has lost its tables; making them again')
    await createQueues()
  }
  /** Once pg-boss has seen that its table of queues was emptied, it refuses every job; no transaction of ours fails for that. */
  async function withQueue<Result>(kind: JobKind, ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask()
    } catch (error) {
      if (!isQueueMissing(error)) throw error
      await createQueuesAgain(kind)
      return ask()
    }
  }
  /** Before it has seen that, it inserts nothing and says nothing. */
  async function insertSurely(kind: JobKind, jobs: JobInsert<Wake>[]): Promise<void> {
    const ids = await withQueue(kind, () => boss.insert(kind, jobs, { returnId: true }))
    if (ids?.length === jobs.length) return
    await createQueuesAgain(kind)
    await boss.insert(kind, jobs)
  }
  /** Each bell is heard when its jobs can be seen: NOTIFY waits for the commit. */
  async function ring(wakes: readonly Wake[], tx?: Tx): Promise<void> {
    const kinds = [...new Set(wakes.filter((wake) => !wake.delayMs).map((wake) => wake.kind))]
    if (kinds.length === 0) return
    if (tx)
      await tx.$executeRaw`SELECT pg_notify(${BELL_CHANNEL}, kind) FROM unnest(${kinds}::text[]) AS kind`
    else
      await boss
        .getDb()
        .executeSql('SELECT pg_notify($1, kind) FROM unnest($2::text[]) AS kind', [BELL_CHANNEL, kinds])
  }
  async function listen(): Promise<void> {
    const ringAll = () => {
      for (const consumer of consumers.values()) consumer.ring()
    }
    const ringOne = (kind: string) => consumers.get(kind as JobKind)?.ring()
    bell ??= (await boss.getDb().listen?.(BELL_CHANNEL, ringOne, ringAll)) ?? null
  }
  async function waitingKeys(kind: JobKind, keys: string[]): Promise<Set<string>> {
    const { rows } = await boss.getDb().executeSql(
      `SELECT singleton_key AS key FROM ${SCHEMA}.job
       WHERE name = $1 AND state < 'active' AND start_after <= now() AND singleton_key = ANY($2)`,
      [kind, keys],
    )
    return new Set(rows.map((row: { key: string }) => row.key))
  }

  return {
    isTransactional: true,
    async start() {
      started ??= open()
      try {
        await started
      } catch (error) {
        started = null
        throw error
      }
    },
    async wake(wakes, tx?: Tx) {
      await this.start()
      for (const [kind, each] of byKind(wakes)) {
        const jobs = each.map(jobOf)
        if (tx) await withQueue(kind, () => boss.insert(kind, jobs, { db: fromPrisma(tx) }))
        else await insertSurely(kind, jobs)
      }
      await ring(wakes, tx)
    },
    async wakeAgain(wakes) {
      await this.start()
      for (const [kind, each] of byKind(wakes)) {
        const keys = each.map((wake) => wake.key)
        const waiting = await waitingKeys(kind, keys)
        const missing = each.filter((wake) => !waiting.has(wake.key))
        if (missing.length > 0) await insertSurely(kind, missing.map(jobOf))
        await ring(missing)
      }
    },
    async cancel(kind, key) {
      await this.start()
      const waiting = await withQueue(kind, () => boss.findJobs(kind, { key, queued: true }))
      if (waiting.length === 0) return
      await boss.cancel(
        kind,
        waiting.map((job) => job.id),
      )
    },
    async consume(kind, handle, { atOnce }) {
      await this.start()
      await listen()
      const consumer = new PgBossConsumer(boss, kind, handle, atOnce)
      consumers.set(kind, consumer)
      consumer.start()
    },
    async drain() {
      if (!started) return
      await started.catch(() => undefined)
      const stopped = [...consumers.values()].map((consumer) => consumer.stop())
      consumers.clear()
      await within(Promise.all(stopped), DRAIN_MS, [])
    },
    async stop() {
      if (!started) return
      await this.drain()
      started = null
      await bell?.close()
      bell = null
      await boss.stop({ graceful: false })
    },
    async health() {
      if (!started) return 'The job queue is not started.'
      try {
        await started
        const look = boss.getDb().executeSql(`SELECT 1 FROM ${SCHEMA}.job LIMIT 1`)
        const answer = await within(look, HEALTH_TIMEOUT_MS, null)
        return answer === null ? 'The job queue does not answer.' : null
      } catch {
        return 'The job queue cannot reach its database.'
      }
    },
    warnings: async () => [],
  }
}
