import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { announceOpening } from './create.ts'

/**
 * Notes what became of the invitation behind an offer. Does nothing for an offer without one, or one that was settled
 * before. Last in the order of locks.
 */
export async function settleInvitation(
  tx: TxCtx,
  offerId: string,
  state: 'accepted' | 'declined' | 'too_late',
): Promise<void> {
  const [settled] = await tx.tx.openingInvitation.updateManyAndReturn({
    where: { offer_id: offerId, state: 'invited' },
    data: { state, decided_at: nowDate(tx) },
    include: { opening: { select: { clinic_id: true } } },
  })
  if (settled) announceOpening(tx, { id: settled.opening_id, clinic_id: settled.opening.clinic_id })
}
