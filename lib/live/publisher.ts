import type { Tx } from '#lib/db/client.ts'
import type { LiveEvent } from '#lib/domain/events.ts'

/** Tells every process what changed. Events name rows and carry no data. */
export interface LivePublisher {
  /** True: events travel with the transaction's commit. False: they are published after it. */
  readonly isTransactional: boolean
  /** `tx` is the transaction that changed the rows; a publisher that is not transactional is called without one. */
  publish(events: readonly LiveEvent[], tx?: Tx): Promise<void>
}

/** Each event once, as it travels. */
export const payloadsOf = (events: readonly LiveEvent[]): string[] => [
  ...new Set(events.map((event) => JSON.stringify(event))),
]

/** Reads a payload of our own channel; null for anything that is not one of our events. */
export function readEvent(payload: string | undefined): LiveEvent | null {
  try {
    const event = JSON.parse(payload ?? '') as LiveEvent
    return typeof event?.type === 'string' && typeof event.id === 'string' ? event : null
  } catch {
    return null
  }
}
