import { nowDate, type TxCtx } from '#lib/core/context.ts'

/** A visit that the patient gives up by choosing one of the options. */
export interface MovedVisit {
  id: string
  starts_at: Date
  provider_name: string
}

async function readVisit(
  tx: TxCtx,
  id: string,
): Promise<(MovedVisit & { isAhead: boolean; service: string | null }) | null> {
  const row = await tx.tx.appointment.findUnique({
    where: { id },
    select: {
      id: true,
      starts_at: true,
      state: true,
      service_type_id: true,
      provider: { select: { name: true } },
    },
  })
  if (!row) return null
  const isAhead = row.state === 'booked' && row.starts_at > nowDate(tx)
  return {
    id: row.id,
    starts_at: row.starts_at,
    provider_name: row.provider.name,
    isAhead,
    service: row.service_type_id,
  }
}

/**
 * The visit that a new offer moves: the one that is named, else the one that the conversation's last offer was to move, as
 * long as it is still ahead and of the same service. So the fresh times after NONE move the same visit as the first ones,
 * and never another one that stands in this conversation too.
 */
export async function movedVisit(
  tx: TxCtx,
  offer: { conversation_id: string; service_type_id: string | null; named: string | null | undefined },
): Promise<MovedVisit | null> {
  if (offer.named !== undefined) return offer.named === null ? null : readVisit(tx, offer.named)
  const last = await tx.tx.offer.findFirst({
    where: { conversation_id: offer.conversation_id },
    orderBy: { id: 'desc' },
    select: { moves_appointment_id: true },
  })
  const visit = last?.moves_appointment_id ? await readVisit(tx, last.moves_appointment_id) : null
  return visit?.isAhead && visit.service === offer.service_type_id ? visit : null
}
