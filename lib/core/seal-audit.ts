import { createHash } from 'node:crypto'
import type { AuditEvent } from '#lib/db/generated/client.ts'
import type { Ctx, TxCtx } from './context.ts'
import { mutate } from './mutate.ts'

/** Events per seal. */
const BATCH = 500
/** What the first seal follows. */
export const GENESIS = '0'.repeat(64)
/**
 * Sequence numbers below the last sealed one that are looked at again: a transaction may commit long after it took its
 * number. More than that many events cannot be written within a transaction's time limit.
 */
const LOOK_BACK = 20_000n

/** One lock for the installation: two sealers at once would both follow the same seal. */
const tryLock = (tx: TxCtx) =>
  tx.tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended('audit-seal', 0)) AS locked`

/** JSON with sorted keys at every depth: the same value always gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return inner.toString()
    if (inner && typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)) {
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    return inner
  })
}

/** Everything an event says. A column that is added later must not change the text of events that are sealed already. */
const statement = (event: AuditEvent) => ({
  id: event.id,
  sequence: event.sequence,
  clinic_id: event.clinic_id,
  occurred_at: event.occurred_at.toISOString(),
  actor_kind: event.actor_kind,
  actor_id: event.actor_id,
  actor_name: event.actor_name,
  action: event.action,
  is_denied: event.is_denied,
  subject_kind: event.subject_kind,
  subject_id: event.subject_id,
  conversation_id: event.conversation_id,
  patient_id: event.patient_id,
  detail: event.detail,
  note_sealed: event.note_sealed,
})

/** The hash of a batch: SHA-256 over the previous hash and the events, in their order, as canonical JSON. */
export const sealHash = (previous: string, events: readonly AuditEvent[]): string =>
  createHash('sha256')
    .update(canonical([previous, events.map(statement)]))
    .digest('hex')

/** Where to look for unsealed events: behind the last seal, or everywhere for the first seal of a process. */
async function lowestUnsealed(tx: TxCtx, lastSeal: number | undefined): Promise<bigint> {
  if (lastSeal === undefined) return 0n
  const newest = await tx.tx.auditEvent.findFirst({
    where: { seal_item: { seal_sequence: lastSeal } },
    orderBy: { sequence: 'desc' },
    select: { sequence: true },
  })
  return newest ? newest.sequence - LOOK_BACK : 0n
}

const unsealed = (tx: TxCtx, from: bigint) => tx.tx.$queryRaw<{ id: string }[]>`
  SELECT event.id::text AS id FROM audit_event event
  WHERE event.sequence >= ${from}
    AND NOT EXISTS (SELECT 1 FROM audit_seal_item item WHERE item.audit_event_id = event.id)
  ORDER BY event.sequence LIMIT ${BATCH}`

async function sealBatch(tx: TxCtx, isWhole: boolean): Promise<number> {
  const [lock] = await tryLock(tx)
  if (!lock?.locked) return 0
  const last = await tx.tx.auditSeal.findFirst({ orderBy: { sequence: 'desc' } })
  const ids = await unsealed(tx, isWhole ? 0n : await lowestUnsealed(tx, last?.sequence))
  if (ids.length === 0) return 0
  const events = await tx.tx.auditEvent.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    orderBy: { sequence: 'asc' },
  })
  const sequence = (last?.sequence ?? 0) + 1
  const previous = last?.hash ?? GENESIS
  await tx.tx.auditSeal.createMany({
    data: [
      {
        sequence,
        previous_hash: previous,
        hash: sealHash(previous, events),
        event_count: events.length,
        sealed_at: new Date(tx.systemNow()),
      },
    ],
  })
  await tx.tx.auditSealItem.createMany({
    data: events.map((event, position) => ({
      audit_event_id: event.id,
      seal_sequence: sequence,
      position,
    })),
  })
  return events.length
}

/**
 * Seals the audit events that have no seal yet into the hash chain, in batches. The order of the chain is the order of
 * sealing. With `isWhole` the whole table is searched, else only the newest part. Returns how many events were sealed;
 * 0 also when another process is at it.
 */
export async function sealAudit(ctx: Ctx, { isWhole = false } = {}): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await mutate(ctx, { name: 'audit.seal', permission: null }, (tx) => sealBatch(tx, isWhole))
    sealed += count
    if (count < BATCH) return sealed
  }
}
