import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import type { PatientDetail } from '#lib/domain/messaging/schema.ts'
import { listPatientAppointments } from '../appointment/list.ts'
import { listConversations } from '../conversation/list.ts'
import { optedOutPhones, PATIENT_INCLUDE, patientView } from './list.ts'

/** One patient with their visits and conversations. */
export async function getPatient(ctx: Ctx, id: string): Promise<PatientDetail> {
  requirePermission(ctx, 'conversations:read')
  const row = found(
    ctx,
    await ctx.db.patient.findUnique({ where: { id }, include: PATIENT_INCLUDE }),
    'The patient',
  )
  const [appointments, conversations, optedOut] = await Promise.all([
    listPatientAppointments(ctx, id),
    listConversations(ctx, { patient_id: id }),
    optedOutPhones(ctx, [row.phone_index]),
  ])
  const now = nowDate(ctx).toISOString()
  const visits = appointments.filter((each) => each.state !== 'held' && each.state !== 'released')
  return {
    ...patientView(ctx, row, optedOut),
    upcoming: visits.filter(
      (each) => each.ends_at > now && (each.state === 'booked' || each.state === 'arrived'),
    ),
    past: visits
      .filter((each) => !(each.ends_at > now && (each.state === 'booked' || each.state === 'arrived')))
      .reverse(),
    conversations: conversations.items,
  }
}
