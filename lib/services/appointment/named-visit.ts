import type { TxCtx } from '#lib/core/context.ts'
import { invalidInput, notFound } from '#lib/domain/errors.ts'
import { id, instant } from '#lib/domain/wire.ts'

/** A visit as somebody outside names it. */
interface VisitReference {
  appointment_id?: string | null
  slot_details?: { provider_id?: string | null; start_time?: string | null } | null
}

/** Which rows a reference names: the one with this id, or those of a provider that start then. */
function whereOf({ appointment_id, slot_details }: VisitReference) {
  if (appointment_id && id.safeParse(appointment_id).success) return { id: appointment_id }
  const { provider_id, start_time } = slot_details ?? {}
  if (!id.safeParse(provider_id).success || !instant.safeParse(start_time).success) {
    throw invalidInput(
      'Name the appointment by appointment_id, or by provider_id and start_time in slot_details.',
      'appointment_id',
    )
  }
  return { provider_id: provider_id as string, starts_at: new Date(start_time as string) }
}

/**
 * The visit that is named, the live one before one that was cancelled, among those of `scope`. Throws `invalid_input` for
 * a reference that names none, `not_found`.
 */
export async function findNamedVisit(
  tx: TxCtx,
  reference: VisitReference,
  scope: { clinic_id?: string | { in: string[] }; conversation_id?: string },
) {
  const rows = await tx.tx.appointment.findMany({
    where: {
      ...whereOf(reference),
      ...scope,
      state: { in: ['booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'] },
    },
    include: { provider: { select: { agent_id: true } } },
    orderBy: { updated_at: 'desc' },
  })
  const visit = rows.find((row) => row.state !== 'cancelled') ?? rows[0]
  if (!visit) throw notFound('The appointment')
  return visit
}
