import { fromPrisma, type JobInsert, type JobWithMetadata, PgBoss } from 'pg-boss'
import { within } from '#lib/core/within.ts'
import type { Tx } from '#lib/db/client.ts'
import { JOB_KINDS, type JobKind, priorityOf, type Wake } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { DRAIN_MS, type Handle, type JobQueue, RETRIES, RETRY_AFTER_MS } from './port.ts'
import { runJob } from './run-job.ts'
import { createSlots, type Slots } from './slots.ts'
import { byKind } from './wakes.ts'

/** The launcher makes the schema and gives it to the application's role; the engine's tables are made at start. */
const SCHEMA = 'pgboss'
const POOL_SIZE = 4
const POLL_SECONDS = 1
const HEALTH_TIMEOUT_MS = 2_000
/** Fetches under way at once: one slow job holds up its own batch only. */
const MAX_FETCHERS = 10
/** Jobs per fetch: enough for a backlog of thousands, few enough for an urgent job to be soon in hand. */
const BATCH = 10
/** pg-boss serves the highest number first, we and BullMQ the lowest. */
const PRIORITY_MIRROR = 11

/**
 * A job is only a wake-up, so the engine need not guard it: the rows of our own tables say what is due. A job whose
 * worker died is looked at again after a minute, long after the sweeper has brought its row back.
 */
const QUEUE_OPTIONS = {
  notify: true,
  retryLimit: RETRIES,
  retryDelay: RETRY_AFTER_MS / 1_000,
  expireInSeconds: 60,
  retentionSeconds: 24 * 60 * 60,
  deleteAfterSeconds: 60 * 60,
}

/**
 * Polls every second beside LISTEN/NOTIFY: by default pg-boss relaxes to 30 s when notified, and a backlog left by a
 * restart then drains one batch per 30 s. A full batch is followed by the next at once.
 * https://timgit.github.io/pg-boss/#/./api/workers
 */
const workOptions = (atOnce: number) => ({
  batchSize: BATCH,
  localConcurrency: Math.min(atOnce, MAX_FETCHERS),
  burstWhenBatchFull: true,
  pollingIntervalSeconds: POLL_SECONDS,
  notifyPollingIntervalSeconds: POLL_SECONDS,
  perJobResults: true as const,
  includeMetadata: true as const,
})

interface PgBossQueueOptions {
  connectionString: string
}

const jobOf = ({ kind, key, priority, delayMs }: Wake): JobInsert<Wake> => ({
  data: { kind, key },
  priority: PRIORITY_MIRROR - priorityOf({ priority }),
  singletonKey: key,
  ...(delayMs && delayMs > 0 ? { startAfter: `${delayMs / 1_000}` } : {}),
})

type Fetched = JobWithMetadata<Wake>

/** A batch comes in no order of its own. */
const inOrder = (jobs: readonly Fetched[]): Fetched[] =>
  jobs.toSorted((a, b) => b.priority - a.priority || a.createdOn.getTime() - b.createdOn.getTime())

/** What is not begun when the slots close, and what failed, goes back to the queue. */
async function handleJob(job: Fetched, handle: Handle, slots: Slots) {
  const back = { id: job.id, status: 'failed' as const }
  if (!(await slots.take(PRIORITY_MIRROR - job.priority))) return back
  try {
    const isDone = await runJob(job.data.kind, job.data.key, handle)
    return isDone ? { id: job.id, status: 'completed' as const } : back
  } finally {
    slots.free()
  }
}

/** The default engine: jobs in PostgreSQL, in a schema of their own, one queue per kind. */
export function createPgBossQueue({ connectionString }: PgBossQueueOptions): JobQueue {
  const boss = new PgBoss({
    connectionString,
    schema: SCHEMA,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    max: POOL_SIZE,
    application_name: 'switchboard-queue',
  })
  boss.on('error', (error) => logger.error(errorFields(error), 'the queue reports an error'))
  boss.on('warning', (warning) => logger.warn({ warning: warning.message }, 'the queue warns'))
  const consumed = new Map<JobKind, Slots>()
  let started: Promise<void> | null = null

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
  /** pg-boss inserts nothing, and says nothing, when somebody emptied its table of queues: then they are made again. */
  async function insertSurely(kind: JobKind, jobs: JobInsert<Wake>[]): Promise<void> {
    const ids = await boss.insert(kind, jobs, { returnId: true })
    if (ids?.length === jobs.length) return
    logger.warn({ kind }, 'the queue has lost its tables; making them again')
    await createQueues()
    await boss.insert(kind, jobs)
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
        if (tx) await boss.insert(kind, jobs, { db: fromPrisma(tx) })
        else await insertSurely(kind, jobs)
      }
    },
    async wakeAgain(wakes) {
      await this.start()
      for (const [kind, each] of byKind(wakes)) {
        const keys = each.map((wake) => wake.key)
        const waiting = await waitingKeys(kind, keys)
        const missing = each.filter((wake) => !waiting.has(wake.key))
        if (missing.length > 0) await insertSurely(kind, missing.map(jobOf))
      }
    },
    async cancel(kind, key) {
      await this.start()
      const waiting = await boss.findJobs(kind, { key, queued: true })
      if (waiting.length === 0) return
      await boss.cancel(
        kind,
        waiting.map((job) => job.id),
      )
    },
    async consume(kind, handle, { atOnce }) {
      await this.start()
      const slots = createSlots(atOnce)
      consumed.set(kind, slots)
      await boss.work<Wake, unknown, ReturnType<typeof workOptions>>(kind, workOptions(atOnce), (jobs) =>
        Promise.all(inOrder(jobs).map((job) => handleJob(job, handle, slots))),
      )
    },
    async drain() {
      if (!started) return
      await started.catch(() => undefined)
      for (const slots of consumed.values()) slots.close()
      const drained = Promise.all([...consumed.keys()].map((kind) => boss.offWork(kind, { wait: true })))
      consumed.clear()
      await within(drained, DRAIN_MS, [])
    },
    async stop() {
      if (!started) return
      await this.drain()
      started = null
      await boss.stop({ graceful: false })
    },
    async health() {
      if (!started) return 'The job queue is not started.'
      try {
        await started
        const version = await within(boss.schemaVersion(), HEALTH_TIMEOUT_MS, null)
        return version === null ? 'The job queue does not answer.' : null
      } catch {
        return 'The job queue cannot reach its database.'
      }
    },
    warnings: async () => [],
  }
}
