import type { TxCtx } from '#lib/core/context.ts'
import type { Tx } from '#lib/db/client.ts'

/** Whose time the database found taken: `appointment_no_overlap` or `appointment_patient_no_overlap`. */
export type Refusal = 'provider' | 'patient'

const EXCLUSION_VIOLATION = '23P01'

interface AdapterError {
  meta?: { driverAdapterError?: { cause?: { originalCode?: string; originalMessage?: string } } }
}

function refusalOf(error: unknown): Refusal | null {
  const cause = (error as AdapterError | null)?.meta?.driverAdapterError?.cause
  if (cause?.originalCode !== EXCLUSION_VIOLATION) return null
  return cause.originalMessage?.includes('appointment_patient_no_overlap') ? 'patient' : 'provider'
}

/** Runs `work` in a savepoint of the open transaction, which survives when it fails. */
export function inSavepoint<T>(tx: TxCtx, work: (db: Tx) => Promise<T>): Promise<T> {
  // A nested $transaction is a savepoint in Prisma 7; the type of a transaction client does not say so.
  const nested = tx.tx as unknown as { $transaction: TxCtx['db']['$transaction'] }
  return nested.$transaction((db) => work(db as Tx))
}

/**
 * Runs an UPDATE that the exclusion constraints may refuse: outside a savepoint their error would kill the whole
 * transaction. Answers who was in the way instead of throwing.
 */
export async function unlessTaken<T>(
  tx: TxCtx,
  update: (db: Tx) => Promise<T>,
): Promise<{ row: T; refusal: null } | { row: null; refusal: Refusal }> {
  try {
    return { row: await inSavepoint(tx, update), refusal: null }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === null) throw error
    return { row: null, refusal }
  }
}
