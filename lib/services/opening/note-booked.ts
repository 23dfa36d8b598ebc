import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { endOpening } from './end.ts'
import { type FreedVisit, noteFreedTime } from './note-freed.ts'
import { settleInvitation } from './settle-invitation.ts'

/** The wish is fulfilled: the patient leaves the waiting list. */
async function endEntry(tx: TxCtx, entryId: string): Promise<void> {
  const now = nowDate(tx)
  const [ended] = await tx.tx.waitingListEntry.updateManyAndReturn({
    where: { id: entryId, state: 'waiting' },
    data: { state: 'booked', ended_at: now, updated_at: now, version: { increment: 1 } },
  })
  if (!ended) return
  await record(tx, {
    action: 'waiting_list.booked',
    subject: { kind: 'waiting_list_entry', id: ended.id },
    clinicId: ended.clinic_id,
    patientId: ended.patient_id,
  })
  tx.outgoing.events.push({ type: 'waiting_list.changed', id: ended.id, clinic_id: ended.clinic_id })
}

/**
 * What a choice that was booked means for freed times: the one that was suggested is taken and the patient leaves the
 * waiting list; the others are told right after. The time of a visit that moved is free now, and offered on: the chain.
 * In the transaction of the booking, after it; the caller holds the locks of phone, conversation and providers.
 */
export async function noteBooked(
  tx: TxCtx,
  booked: { offer_id: string; moved_from: FreedVisit | null },
): Promise<void> {
  const invitation = await tx.tx.openingInvitation.findUnique({
    where: { offer_id: booked.offer_id },
    include: { opening: { select: { id: true, clinic_id: true } } },
  })
  if (invitation) {
    await endOpening(tx, invitation.opening, 'taken')
    await settleInvitation(tx, booked.offer_id, 'accepted')
    if (invitation.entry_id) await endEntry(tx, invitation.entry_id)
  }
  if (booked.moved_from) {
    const follows_id = invitation?.opening_id ?? null
    await noteFreedTime(tx, { cause: 'moved', visit: booked.moved_from, follows_id })
  }
}
