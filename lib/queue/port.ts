import type { Tx } from '#lib/db/client.ts'
import type { JobKind, Wake } from '#lib/domain/jobs.ts'

export interface ConsumeOptions {
  /** Jobs fetched at once and run side by side; at least 2, or a backlog drains one job per poll. */
  batch: number
  /** How many such batches are under way at once. A slow job holds up its own batch only. */
  batches: number
}

/**
 * Where wake-ups travel. Jobs name rows and carry no data, may run twice, late or never; the sweeper brings back what is
 * lost, so an engine that forgets everything loses nothing.
 */
export interface JobQueue {
  /** Makes what the engine needs and connects. Does nothing the second time. */
  start(): Promise<void>
  /** With a transaction the jobs become visible when it commits. */
  wake(wakes: readonly Wake[], tx?: Tx): Promise<void>
  /** Runs `handle` for each job of one kind. A handler that throws is logged; its row stays due. */
  consume(kind: JobKind, handle: (key: string) => Promise<void>, options: ConsumeOptions): Promise<void>
  /** Takes no more jobs, waits up to 10 s for those under way, and disconnects. */
  stop(): Promise<void>
  /** What is wrong with the engine, in one sentence; null when it works. */
  health(): Promise<string | null>
}
