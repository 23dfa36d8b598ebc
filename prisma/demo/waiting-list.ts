import type { Actor } from '#lib/core/context.ts'
import type { TimeOfDay } from '#lib/domain/scheduling/ranking.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import type { MadeClinic } from './clinics.ts'
import type { DemoContext } from './context.ts'

const HOUR_MS = 60 * 60_000
const SERVICE = 'Follow-up'

/** Who waits, since how many hours, and what suits. Freed times are offered to nobody until somebody switches that on. */
const WAITING: readonly { patient: string; ago: number; weekdays?: number[]; times_of_day?: TimeOfDay[] }[] =
  [
    { patient: 'Grace Mbeki', ago: 150 },
    { patient: 'Felix Braun', ago: 98, times_of_day: ['morning'] },
    { patient: 'Nina Rossi', ago: 75, weekdays: [2, 4] },
    { patient: 'Paul Dubois', ago: 30 },
    { patient: 'Aiko Tanaka', ago: 4, times_of_day: ['afternoon'] },
  ]

/** The last visit of the service that a patient has ahead: the one to come earlier than. */
const lastVisit = (ctx: DemoContext, patientId: string, serviceId: string) =>
  ctx.db.appointment.findFirst({
    where: {
      patient_id: patientId,
      service_type_id: serviceId,
      state: 'booked',
      starts_at: { gt: new Date(ctx.now()) },
    },
    orderBy: { starts_at: 'desc' },
    select: { id: true },
  })

/** Puts some patients on the waiting list, each at the time since when they wait. */
export async function addWaitingList(ctx: DemoContext, clinic: MadeClinic, clerk: Actor): Promise<void> {
  const service = clinic.services.find(({ name }) => name === SERVICE)
  if (!service) throw new Error(`The demo needs the service ${SERVICE}.`)
  for (const { patient: name, ago, ...wishes } of WAITING) {
    const patient = clinic.patients.find((each) => each.name === name)
    if (!patient) throw new Error(`The demo needs the patient ${name}.`)
    const visit = await lastVisit(ctx, patient.id, service.id)
    ctx.goTo(ago * HOUR_MS)
    await joinWaitingList(
      { ...ctx, actor: clerk },
      {
        clinic_id: clinic.id,
        patient_id: patient.id,
        service_type_id: service.id,
        appointment_id: visit?.id,
        ...wishes,
      },
    )
    ctx.goTo(0)
  }
}
