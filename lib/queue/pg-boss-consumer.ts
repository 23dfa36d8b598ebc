import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { JobKind, Wake } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import type { Handle } from './port.ts'
import { runJob } from './run-job.ts'

/** For jobs whose time comes, and for bells that nobody heard. */
const POLL_MS = 1_000
/**
 * Jobs are fetched before a handler is free only when they will begin this soon. So a backlog of quick ones is fetched in
 * large pieces, and slow ones are left to other workers and to whatever more urgent comes meanwhile.
 */
const AHEAD_MS = 100
const MAX_AHEAD = 100
/** How much of the usual time of a handler the latest one makes up. */
const LATEST_WEIGHT = 0.2

type Fetched = JobWithMetadata<Wake>

/** pg-boss gives a piece of jobs in no order of its own. */
const inOrder = (jobs: readonly Fetched[]): Fetched[] =>
  jobs.toSorted((a, b) => b.priority - a.priority || a.createdOn.getTime() - b.createdOn.getTime())

/**
 * Handles the jobs of one kind, so many at once, the most urgent first. pg-boss's own worker fetches pieces of one size
 * and finishes each before the next: one slow job holds up what was fetched with it.
 */
export class PgBossConsumer {
  readonly #boss: PgBoss
  readonly #kind: JobKind
  readonly #handle: Handle
  readonly #atOnce: number
  readonly #running = new Set<Promise<void>>()
  #waiting: Fetched[] = []
  #done: Fetched[] = []
  #back: Fetched[] = []
  #usualMs = Number.POSITIVE_INFINITY
  #hasBacklog = false
  #isStopped = false
  #isRung = false
  #answer: (() => void) | null = null
  #settling: Promise<void> | null = null
  #fetching: Promise<void> = Promise.resolve()

  constructor(boss: PgBoss, kind: JobKind, handle: Handle, atOnce: number) {
    this.#boss = boss
    this.#kind = kind
    this.#handle = handle
    this.#atOnce = atOnce
  }

  start(): void {
    this.#fetching = this.#fetchOn()
  }

  /** Something may be there. */
  ring(): void {
    this.#isRung = true
    this.#answer?.()
  }

  /** Begins nothing more, gives back what is not begun, and resolves when the jobs in hand are done. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.ring()
    await this.#fetching
    await Promise.all(this.#running)
    await this.#settle()
  }

  /** How many jobs may be fetched now. */
  #room(): number {
    const ahead = Math.min(MAX_AHEAD, Math.floor((this.#atOnce * AHEAD_MS) / this.#usualMs))
    return this.#atOnce + ahead - this.#running.size - this.#waiting.length
  }

  async #fetchOn(): Promise<void> {
    while (!this.#isStopped) {
      this.#isRung = false
      const room = this.#room()
      const fetched = room > 0 ? await this.#fetch(room) : []
      this.#hasBacklog = fetched.length === room
      this.#waiting = inOrder([...this.#waiting, ...fetched])
      this.#begin()
      if (!this.#isRung) await this.#bell()
    }
    this.#back.push(...this.#waiting.splice(0))
    await this.#settle()
  }

  async #fetch(batchSize: number): Promise<Fetched[]> {
    try {
      return await this.#boss.fetch<Wake>(this.#kind, { batchSize, includeMetadata: true })
    } catch (error) {
      logger.error({ ...errorFields(error), job: this.#kind }, 'jobs cannot be fetched; trying again')
      return []
    }
  }

  /** Resolves when somebody rings, or after a second. */
  async #bell(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#answer = resolve
      timer = setTimeout(resolve, POLL_MS)
    })
    this.#answer = null
    clearTimeout(timer)
  }

  #begin(): void {
    while (this.#running.size < this.#atOnce && !this.#isStopped) {
      const job = this.#waiting.shift()
      if (!job) return
      const run = this.#run(job).finally(() => {
        this.#running.delete(run)
        this.#begin()
        if (this.#hasBacklog && this.#room() > 0) this.ring()
      })
      this.#running.add(run)
    }
  }

  async #run(job: Fetched): Promise<void> {
    const startedAt = performance.now()
    const isDone = await runJob(this.#kind, job.data.key, this.#handle)
    const took = performance.now() - startedAt
    this.#usualMs = Number.isFinite(this.#usualMs)
      ? this.#usualMs * (1 - LATEST_WEIGHT) + took * LATEST_WEIGHT
      : took
    if (isDone) this.#done.push(job)
    else this.#back.push(job)
    void this.#settle()
  }

  /** Tells pg-boss of all that is done or goes back, in few statements: what comes meanwhile goes with the next. */
  #settle(): Promise<void> {
    this.#settling ??= this.#settleAll().finally(() => {
      this.#settling = null
    })
    return this.#settling
  }

  async #settleAll(): Promise<void> {
    while (this.#done.length + this.#back.length > 0) {
      const [done, back] = [this.#done.splice(0), this.#back.splice(0)]
      try {
        if (done.length > 0) await this.#boss.complete(this.#kind, done)
        if (back.length > 0) await this.#boss.fail(this.#kind, back)
      } catch (error) {
        logger.error({ ...errorFields(error), job: this.#kind }, 'finished jobs may be handled again')
      }
    }
  }
}
