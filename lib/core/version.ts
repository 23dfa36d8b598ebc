import { changedMeanwhile } from '#lib/domain/errors.ts'
import type { TxCtx } from './context.ts'

interface Versioned {
  /** As `record` names it in the audit trail, which tells who was faster. */
  kind: string
  id: string
  version: number
  /** "this patient": opens the second half of the sentence that the loser reads. */
  words: string
}

/**
 * Throws `changed_meanwhile` (412), naming who was faster, when the thing is no longer at the version that the caller has
 * seen. The caller holds its lock. No version expected: the last one to save wins, as before versions.
 */
export async function requireVersion(
  tx: TxCtx,
  thing: Versioned,
  expected: number | null | undefined,
): Promise<void> {
  if (typeof expected !== 'number' || expected === thing.version) return
  const last = await tx.tx.auditEvent.findFirst({
    where: { subject_kind: thing.kind, subject_id: thing.id, is_denied: false },
    orderBy: { sequence: 'desc' },
    select: { actor_name: true },
  })
  throw changedMeanwhile(
    `${last?.actor_name ?? 'Somebody else'} has changed ${thing.words} meanwhile. Nothing was saved: load it again, compare, and save once more.`,
    thing.version,
  )
}
