import { found } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { lockPhone } from '../conversation/lock.ts'

/** Locks the patient's phone and reads the entry in scope. Throws `not_found`, and `illegal_state` for one that is over. */
export async function lockEntry(tx: TxCtx, id: string) {
  const include = { patient: { select: { phone_index: true } }, clinic: true } as const
  const seen = found(
    tx,
    await tx.tx.waitingListEntry.findUnique({ where: { id }, include }),
    'The waiting list entry',
  )
  await lockPhone(tx, seen.patient.phone_index)
  const entry = await tx.tx.waitingListEntry.findUniqueOrThrow({ where: { id }, include })
  if (entry.state !== 'waiting') {
    const why = entry.state === 'booked' ? 'A freed time was booked' : 'The patient has left the waiting list'
    throw illegalState(`${why}; this entry is over.`, ['waiting'])
  }
  return entry
}
