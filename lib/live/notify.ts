import type { Tx } from '#lib/db/client.ts'
import type { LiveEvent } from '#lib/domain/events.ts'

export const LIVE_CHANNEL = 'switchboard_live'

/** Publishes with the transaction's commit (NOTIFY is transactional); payloads name rows and carry no data. */
export async function publishLive(tx: Tx, events: readonly LiveEvent[]): Promise<void> {
  if (events.length === 0) return
  const payloads = [...new Set(events.map((event) => JSON.stringify(event)))]
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`
}
