import { randomUUID } from 'node:crypto'
import { type JobsOptions, Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { within } from '#lib/core/within.ts'
import { askRedis, createRedis, openRedis, REDIS_PREFIX, redisWarnings } from '#lib/db/redis.ts'
import { type JobKind, priorityOf, type Wake } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { DRAIN_MS, type JobQueue, RETRIES, RETRY_AFTER_MS } from './port.ts'
import { runJob } from './run-job.ts'
import { byKind } from './wakes.ts'

/** Jobs sent in one round trip. */
const CHUNK = 500
/** Waiting jobs looked through per round trip when one is taken back. */
const SCAN_COUNT = 1_000
/** A worker that gives no sign of life for this long has died; its jobs go back at the next look. */
const LOCK_MS = 5_000
const STALLED_EVERY_MS = 2_500
const RETRY_WHEN_DOWN_MS = 1_000
const DISCONNECT_MS = 500
/** BullMQ keeps a log of its events in Redis; nobody of ours reads it. */
const EVENTS_KEPT = 100
/** The job that the sweeper adds for a key: one is enough, however long the backlog lasts. */
const SWEPT = 'swept'

interface BullQueueOptions {
  url: string
  /** For what does not block; opened here, closed by whoever made it. */
  commands: Redis
}

/** BullMQ takes an id with colons only when it has three parts. Jobs without a priority would be served first. */
function jobOf({ kind, key, priority, delayMs }: Wake, part: string) {
  const opts: JobsOptions = {
    jobId: `${kind}:${key}:${part}`,
    priority: priorityOf({ priority }),
    attempts: RETRIES + 1,
    backoff: { type: 'fixed', delay: RETRY_AFTER_MS },
    removeOnComplete: true,
    removeOnFail: true,
    ...(delayMs && delayMs > 0 ? { delay: Math.round(delayMs) } : {}),
  }
  return { name: kind, data: { kind, key }, opts }
}

const inChunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, n) => all.slice(n * CHUNK, (n + 1) * CHUNK))

/** What stands for itself in a pattern of SCAN. */
const literal = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&')

/**
 * Jobs in Redis, for several web and worker processes. Redis does not take part in transactions, so wake-ups leave after
 * the commit; what is lost between the two, or with Redis, the sweeper brings. Every wake-up is a job of its own, because
 * BullMQ ignores a second job of one id without a word while the first is being handled.
 */
class BullQueue implements JobQueue {
  readonly isTransactional = false
  readonly #url: string
  readonly #commands: Redis
  #workers: Redis | null = null
  readonly #queues = new Map<JobKind, Queue<Wake>>()
  readonly #consumers: Worker<Wake>[] = []
  readonly #inHand = new Set<Promise<boolean>>()
  #isStarted = false

  constructor({ url, commands }: BullQueueOptions) {
    this.#url = url
    this.#commands = commands
  }

  async start(): Promise<void> {
    if (this.#isStarted) return
    this.#isStarted = true
    await openRedis(this.#commands)
    await this.#report()
  }

  async wake(wakes: readonly Wake[]): Promise<void> {
    await this.#add(wakes, () => randomUUID())
  }

  async wakeAgain(wakes: readonly Wake[]): Promise<void> {
    await this.#add(wakes, () => SWEPT)
  }

  async cancel(kind: JobKind, key: string): Promise<void> {
    await this.start()
    const queue = this.#queue(kind)
    for (const id of await this.#waitingIds(queue, `${kind}:${key}:`)) {
      await askRedis(this.#commands, () => queue.remove(id))
    }
  }

  async consume(...[kind, handle, { atOnce }]: Parameters<JobQueue['consume']>): Promise<void> {
    await this.start()
    this.#workers ??= createRedis(this.#url, 'worker')
    const worker = new Worker<Wake>(
      kind,
      async (job) => {
        const run = runJob(kind, job.data.key, handle)
        this.#inHand.add(run)
        const isDone = await run
        this.#inHand.delete(run)
        if (!isDone) throw new Error('The handler failed.')
      },
      {
        connection: this.#workers,
        prefix: REDIS_PREFIX,
        concurrency: atOnce,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_EVERY_MS,
        runRetryDelay: RETRY_WHEN_DOWN_MS,
      },
    )
    worker.on('error', (error) => this.#note(error))
    this.#consumers.push(worker)
  }

  async drain(): Promise<void> {
    const workers = this.#consumers.splice(0)
    // Asked, because a connection that has just died still counts as ready. Without Redis a worker would wait for it, to
    // say that its jobs are done.
    const isThere = (await this.health()) === null
    if (!isThere) await within(Promise.all(this.#inHand), DRAIN_MS, [])
    const closed = Promise.all(workers.map((worker) => worker.close(!isThere)))
    await within(closed, isThere ? DRAIN_MS : DISCONNECT_MS, [])
  }

  async stop(): Promise<void> {
    if (!this.#isStarted) return
    await this.drain()
    this.#isStarted = false
    const queues = [...this.#queues.values()]
    this.#queues.clear()
    await within(Promise.allSettled(queues.map((queue) => queue.close())), DISCONNECT_MS, [])
    this.#workers?.disconnect()
    this.#workers = null
  }

  async health(): Promise<string | null> {
    if (!this.#isStarted) return 'The job queue is not started.'
    try {
      await askRedis(this.#commands, () => this.#commands.ping())
      return null
    } catch {
      return 'Redis does not answer, so work is found by looking for it every few seconds.'
    }
  }

  async warnings(): Promise<string[]> {
    return redisWarnings(this.#commands).catch(() => [])
  }

  async #report(): Promise<void> {
    for (const warning of await this.warnings()) logger.warn(warning)
  }

  /** That Redis is away is in the log already, once. */
  #note(error: Error): void {
    const level = this.#commands.status === 'ready' ? 'warn' : 'debug'
    logger[level](errorFields(error), 'the queue reports an error')
  }

  #queue(kind: JobKind): Queue<Wake> {
    const known = this.#queues.get(kind)
    if (known) return known
    const queue = new Queue<Wake>(kind, {
      connection: this.#commands,
      prefix: REDIS_PREFIX,
      skipVersionCheck: true,
      streams: { events: { maxLen: EVENTS_KEPT } },
    })
    queue.on('error', (error) => this.#note(error))
    this.#queues.set(kind, queue)
    return queue
  }

  async #add(wakes: readonly Wake[], part: () => string): Promise<void> {
    await this.start()
    for (const [kind, each] of byKind(wakes)) {
      for (const chunk of inChunks(each)) {
        const jobs = chunk.map((wake) => jobOf(wake, part()))
        await askRedis(this.#commands, () => this.#queue(kind).addBulk(jobs))
      }
    }
  }

  /** Ids of jobs that nobody has begun and that begin with `start`. */
  async #waitingIds(queue: Queue<Wake>, start: string): Promise<string[]> {
    const ids: string[] = []
    for (const place of ['prioritized', 'delayed']) {
      let cursor = '0'
      do {
        const from = cursor
        const [next, found] = await askRedis(this.#commands, () =>
          this.#commands.zscan(queue.toKey(place), from, 'MATCH', `${literal(start)}*`, 'COUNT', SCAN_COUNT),
        )
        cursor = next
        // Ids and their scores by turns.
        ids.push(...found.filter((_, index) => index % 2 === 0))
      } while (cursor !== '0')
    }
    return ids
  }
}

export const createBullQueue = (options: BullQueueOptions): JobQueue => new BullQueue(options)
