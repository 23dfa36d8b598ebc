import { bookAppointment } from '#lib/services/appointment/book.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import { staffActor, type TestCtx } from './context.ts'
import { makePatient } from './factories.ts'
import { type Desk, makeDesk } from './messaging.ts'

/** A desk whose service offers freed times: two patients at once, every 15 minutes, two hours ahead. */
export async function makeBackfillDesk(ctx: TestCtx, knobs: { size?: number; quiet_hours?: string } = {}) {
  const desk = await makeDesk(ctx)
  await ctx.db.serviceType.update({
    where: { id: desk.service.id },
    data: { backfill_enabled: true, backfill_wave_size: knobs.size ?? 2 },
  })
  await ctx.db.clinic.update({
    where: { id: desk.clinic.id },
    data: { quiet_hours: knobs.quiet_hours ?? null },
  })
  return { ...desk, admin: { ...ctx, actor: staffActor('admin', [desk.clinic.id]) } }
}
export type BackfillDesk = Awaited<ReturnType<typeof makeBackfillDesk>>

/** Books the patient without a text, with the desk's first provider. */
export const bookVisit = (desk: Desk, patient: { id: string }, starts_at: string, provider = 0) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    provider_id: desk.providers[provider]!.id,
    service_type_id: desk.service.id,
    starts_at,
    notify_patient: false,
  })

/** A patient on the waiting list; with `visit_at`, one who would give up that visit. Each waits a minute less than the last. */
export async function makeWaiting(
  desk: Desk,
  fields: { name?: string; visit_at?: string; phone_number?: string } & Partial<
    Omit<Parameters<typeof joinWaitingList>[1], 'clinic_id' | 'patient_id' | 'service_type_id'>
  > = {},
) {
  const { name, visit_at, phone_number, ...wishes } = fields
  const patient = await makePatient(desk.ctx, desk.clinic.id, {
    first_name: name ?? 'Wanda',
    ...(phone_number ? { phone_number } : {}),
  })
  const visit = visit_at ? await bookVisit(desk, patient, visit_at) : null
  const entry = await joinWaitingList(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    service_type_id: desk.service.id,
    appointment_id: visit?.id,
    ...wishes,
  })
  desk.ctx.advance(60_000)
  return { ...patient, entry, visit }
}
