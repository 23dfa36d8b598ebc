import { fromPrisma, type Job, PgBoss } from 'pg-boss'
import type { Tx } from '#lib/db/client.ts'
import { JOB_KINDS, type JobKind, type Wake } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import type { ConsumeOptions, JobQueue } from './port.ts'

/** The launcher makes the schema and gives it to the application's role; the engine's tables are made at start. */
const SCHEMA = 'pgboss'
const POOL_SIZE = 4
const POLL_SECONDS = 1
const DRAIN_MS = 10_000
const HEALTH_TIMEOUT_MS = 2_000

/**
 * A job is only a wake-up, so the engine neither retries nor keeps it: the rows of our own tables say what is due. A job
 * whose worker died is forgotten after a minute, long after the sweeper has brought its row back.
 */
const QUEUE_OPTIONS = {
  notify: true,
  retryLimit: 0,
  expireInSeconds: 60,
  retentionSeconds: 24 * 60 * 60,
  deleteAfterSeconds: 60 * 60,
}

/**
 * Polls every second beside LISTEN/NOTIFY: by default pg-boss relaxes to 30 s when notified, and a backlog left by a
 * restart then drains one batch per 30 s. A full batch is followed by the next at once.
 * https://timgit.github.io/pg-boss/#/./api/workers
 */
const workOptions = (options: ConsumeOptions) => ({
  batchSize: Math.max(2, options.batch),
  localConcurrency: options.batches,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: POLL_SECONDS,
  notifyPollingIntervalSeconds: POLL_SECONDS,
  perJobResults: true as const,
})

interface PgBossQueueOptions {
  connectionString: string
}

/** One row per wake-up, however often the transaction asked for it. */
function keysByKind(wakes: readonly Wake[]): Map<JobKind, Set<string>> {
  const keys = new Map<JobKind, Set<string>>()
  for (const wake of wakes) keys.set(wake.kind, (keys.get(wake.kind) ?? new Set()).add(wake.key))
  return keys
}

async function runJob(job: Job<Wake>, handle: (key: string) => Promise<void>) {
  try {
    await handle(job.data.key)
    return { id: job.id, status: 'completed' as const }
  } catch (error) {
    logger.error(
      { ...errorFields(error), job: job.name, key: job.data.key },
      'a job failed; its row stays due',
    )
    return { id: job.id, status: 'failed' as const }
  }
}

async function within<T>(work: Promise<T>, milliseconds: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, milliseconds, otherwise)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
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
  const consumed = new Set<JobKind>()
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
  }
  /** pg-boss inserts nothing, and says nothing, when somebody emptied its table of queues: then they are made again. */
  async function insertSurely(kind: JobKind, jobs: { data: Wake }[]): Promise<void> {
    const ids = await boss.insert(kind, jobs, { returnId: true })
    if (ids?.length === jobs.length) return
    logger.warn({ kind }, 'the queue has lost its tables; making them again')
    await createQueues()
    await boss.insert(kind, jobs)
  }

  return {
    async start() {
      started ??= open()
      try {
        await started
      } catch (error) {
        started = null
        throw error
      }
    },
    async wake(wakes: readonly Wake[], tx?: Tx) {
      await this.start()
      for (const [kind, keys] of keysByKind(wakes)) {
        const jobs = [...keys].map((key) => ({ data: { kind, key } }))
        if (tx) await boss.insert(kind, jobs, { db: fromPrisma(tx) })
        else await insertSurely(kind, jobs)
      }
    },
    async consume(kind, handle, options) {
      await this.start()
      consumed.add(kind)
      await boss.work<Wake, unknown, ReturnType<typeof workOptions>>(kind, workOptions(options), (jobs) =>
        Promise.all(jobs.map((job) => runJob(job, handle))),
      )
    },
    async stop() {
      if (!started) return
      await started.catch(() => undefined)
      started = null
      const drained = Promise.all([...consumed].map((kind) => boss.offWork(kind, { wait: true })))
      consumed.clear()
      await within(drained, DRAIN_MS, [])
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
  }
}
