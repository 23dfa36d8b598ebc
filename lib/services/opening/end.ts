import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { announceOpening } from './create.ts'

/**
 * Ends an open freed time; only the conditional update decides. Those who were asked and have not answered are told by
 * `tendOpening`, each under the lock of their own phone. False when it had ended already.
 */
export async function endOpening(
  tx: TxCtx,
  opening: { id: string; clinic_id: string },
  state: 'taken' | 'exhausted' | 'gone',
): Promise<boolean> {
  const now = nowDate(tx)
  const ended = await tx.tx.opening.updateMany({
    // Somebody may still book it after it seemed gone: what was taken is taken.
    where: { id: opening.id, state: state === 'taken' ? { not: 'taken' } : 'open' },
    data: { state, next_wave_at: null, ended_at: now, updated_at: now },
  })
  if (ended.count === 0) return false
  await record(tx, {
    action: `opening.${state}`,
    subject: { kind: 'opening', id: opening.id },
    clinicId: opening.clinic_id,
  })
  tx.outgoing.wakes.push({ kind: 'opening.tend', key: opening.id })
  announceOpening(tx, opening)
  return true
}

/**
 * The keeper of the schedule says that the freed time behind this offer is taken: nobody else is asked about it. Does
 * nothing for an offer that suggested no freed time.
 */
export async function endOpeningBehind(tx: TxCtx, offerId: string): Promise<void> {
  const invitation = await tx.tx.openingInvitation.findUnique({
    where: { offer_id: offerId },
    select: { opening: { select: { id: true, clinic_id: true } } },
  })
  if (invitation) await endOpening(tx, invitation.opening, 'gone')
}
