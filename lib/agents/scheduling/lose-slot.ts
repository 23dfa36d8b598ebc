import type { TxCtx } from '#lib/core/context.ts'
import { lockProvidersFor, recordFreed, releaseHolds } from '#lib/services/appointment/provider-lock.ts'
import type { Flow } from '../answer.ts'
import { startSearch } from './start-search.ts'

/**
 * The time that the patient chose cannot be had: they get other ones, and what was held for the choice is free again, for
 * the offer is answered and nobody will come back to it.
 */
export async function loseSlot(tx: TxCtx, flow: Flow): Promise<void> {
  await lockProvidersFor(tx, { conversation_ids: [flow.conversation_id] })
  const held = await tx.tx.appointment.findMany({
    where: {
      conversation_id: flow.conversation_id,
      state: 'held',
      offer_options: { some: { offer: { state: 'answered' } } },
    },
    select: { id: true },
  })
  const freed = await releaseHolds(
    tx,
    held.map(({ id }) => id),
  )
  await recordFreed(tx, 'hold.released', freed)
  await startSearch(tx, flow, { reason: 'slot_taken' })
}
