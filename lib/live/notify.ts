import type { Tx } from '#lib/db/client.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { type LivePublisher, payloadsOf } from './publisher.ts'

export const LIVE_CHANNEL = 'switchboard_live'

/** Publishes with the transaction's commit (NOTIFY is transactional); payloads name rows and carry no data. */
export async function publishLive(tx: Tx, events: readonly LiveEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, payload) FROM unnest(${payloadsOf(events)}::text[]) AS payload`
}

/** Live events over PostgreSQL: the database tells the others when, and only if, the transaction commits. */
export const NOTIFY_PUBLISHER: LivePublisher = {
  isTransactional: true,
  async publish(events, tx) {
    if (!tx) throw new Error('NOTIFY needs the transaction that changed the rows.')
    await publishLive(tx, events)
  },
}
