import type { WakeQueue } from '#lib/core/context.ts'
import type { JobKind } from '#lib/domain/jobs.ts'

/** A handler that throws is tried again by the engine this often, this long after; then its row waits for the sweeper. */
export const RETRIES = 2
export const RETRY_AFTER_MS = 1_000
/** How long jobs in hand may take once the process is told to stop; it has 10 s in all. */
export const DRAIN_MS = 8_000

export interface ConsumeOptions {
  /** How many jobs of this kind are handled side by side in this process. */
  atOnce: number
}

export type Handle = (key: string) => Promise<void>

/**
 * Where wake-ups travel. Jobs name rows and carry no data, may run twice, late or never; the sweeper brings back what is
 * lost, so an engine that forgets everything loses nothing. Waiting jobs of one kind are handled by priority, 1 first,
 * and by age within one.
 */
export interface JobQueue extends WakeQueue {
  /** Makes what the engine needs and connects. Does nothing the second time. */
  start(): Promise<void>
  /** Runs `handle` for each job of one kind. What throws is logged and tried again; in the end its row stays due. */
  consume(kind: JobKind, handle: Handle, options: ConsumeOptions): Promise<void>
  /** Takes no more jobs and waits up to 8 s for those under way; what is not begun goes back. Wakes still leave. */
  drain(): Promise<void>
  /** Drains and disconnects. */
  stop(): Promise<void>
  /** What is wrong with the engine, in one sentence; null when it works. */
  health(): Promise<string | null>
  /** What works and still deserves a look, such as a Redis that forgets. Empty while the engine does not answer. */
  warnings(): Promise<string[]>
}
