import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { AT_WORK } from '../agent/at-work.ts'
import { lockProvidersFor } from '../appointment/provider-lock.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { endOffer } from '../offer/end.ts'
import { type OptOutFacts, optOut } from './opt-out.ts'

const OPEN_OFFER = { some: { state: 'open' } } as const
const UNDER_WAY = { some: AT_WORK } as const

/** The phone's conversations with an open offer, a visit ahead, or a booking under way: nobody will be told of it. */
async function unfinished(tx: TxCtx, { phone_index, conversation_id, patient_id }: OptOutFacts) {
  const ahead = { state: 'booked', starts_at: { gt: nowDate(tx) } } as const
  const rows = await tx.tx.conversation.findMany({
    where: {
      phone_index,
      OR: [{ offers: OPEN_OFFER }, { agent_messages: UNDER_WAY }, { appointments: { some: ahead } }],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  const ids = new Set(rows.map((row) => row.id))
  if (conversation_id && patient_id) {
    // A visit that was booked without a thread is shown in the one that the opt-out came in.
    const visit = await tx.tx.appointment.findFirst({
      where: { ...ahead, patient_id, conversation_id: null },
      select: { id: true },
    })
    if (visit) ids.add(conversation_id)
  }
  return ids
}

/**
 * Nothing more is texted to this phone: the opt-out is stored, what waits is dropped, its open offers end, and staff are
 * asked wherever the patient would have heard from us; `may_mean_visit` tells them that the word may have been about the
 * visit. The caller holds the phone's lock. False: it had opted out before.
 */
export async function stopTexting(
  tx: TxCtx,
  facts: OptOutFacts & { may_mean_visit?: boolean },
): Promise<boolean> {
  const concerned = await unfinished(tx, facts)
  if (!(await optOut(tx, facts))) return false
  const open = await tx.tx.offer.findMany({
    where: { phone_index: facts.phone_index, state: 'open' },
    orderBy: { id: 'asc' },
  })
  await lockProvidersFor(tx, { conversation_ids: open.map((offer) => offer.conversation_id) })
  for (const offer of open) await endOffer(tx, offer, 'cancelled')
  const reason = facts.may_mean_visit === true ? 'opted_out_by_cancel' : 'opted_out_with_visit'
  for (const id of concerned) await askStaff(tx, { conversation_id: id, reason })
  return true
}
