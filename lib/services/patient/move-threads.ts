import type { TxCtx } from '#lib/core/context.ts'
import { conflict } from '#lib/domain/errors.ts'
import { refreshConversation } from '../conversation/refresh.ts'

/**
 * The patient's threads go on with the new number: replies from it land there, and its opt-out counts. What was offered
 * stays with the old number, which may be somebody else's by now. Throws `conflict` while an offer to it is open.
 */
export async function moveThreads(
  tx: TxCtx,
  patient: { id: string; phone_index: string },
  phoneIndex: string,
): Promise<void> {
  const open = await tx.tx.offer.findFirst({
    where: { patient_id: patient.id, state: 'open' },
    select: { id: true },
  })
  if (open)
    throw conflict(
      'An offer to the old number is still open. Withdraw it first, then change the number.',
      'phone_number',
    )
  const where = { patient_id: patient.id }
  const threads = await tx.tx.conversation.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } })
  await tx.tx.conversation.updateMany({ where, data: { phone_index: phoneIndex } })
  for (const thread of threads) await refreshConversation(tx, thread.id)
}
