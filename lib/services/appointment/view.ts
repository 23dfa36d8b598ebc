import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { disabledReason, tooEarlyReason } from '#lib/domain/scheduling/appointment.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { patientName } from '../patient/view.ts'

/** What an appointment is read with. */
export const APPOINTMENT_INCLUDE = {
  provider: { select: { id: true, name: true } },
  patient: { select: { id: true, first_name: true, last_name: true, phone_sealed: true, is_stub: true } },
  service_type: { select: { id: true, name: true } },
} satisfies Prisma.AppointmentInclude

export type AppointmentRow = Prisma.AppointmentGetPayload<{ include: typeof APPOINTMENT_INCLUDE }>

/** When the visit was confirmed as it stands; null: not, or it has moved since. */
export const confirmedAt = (
  row: Pick<AppointmentRow, 'confirmed_at' | 'confirmed_for' | 'starts_at'>,
): string | null =>
  row.confirmed_for?.getTime() === row.starts_at.getTime() ? (row.confirmed_at?.toISOString() ?? null) : null

/** The appointment as the wire shows it. */
export function appointmentView(ctx: Ctx, row: AppointmentRow): AppointmentView {
  const { state } = row
  const visit = { starts_at: row.starts_at.getTime(), now: ctx.now() }
  return {
    id: row.id,
    clinic_id: row.clinic_id,
    state,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    provider: row.provider,
    patient: row.patient ? { id: row.patient.id, name: patientName(ctx, row.patient) } : null,
    service_type: row.service_type,
    conversation_id: row.conversation_id,
    held_until: row.held_until?.toISOString() ?? null,
    is_override: row.is_override,
    confirmed_at: confirmedAt(row),
    version: row.version,
    disabled: {
      move: disabledReason('move', state),
      cancel: disabledReason('cancel', state),
      arrive: disabledReason('arrive', state) ?? tooEarlyReason('arrive', visit),
      fulfil: disabledReason('fulfil', state),
      noshow: disabledReason('noshow', state) ?? tooEarlyReason('noshow', visit),
      release: disabledReason('release', state),
    },
  }
}
