import type { Ctx } from '#lib/core/context.ts'
import { notFound } from '#lib/domain/errors.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { listAppointments } from '#lib/services/appointment/list.ts'
import { requireScheduleReader, SCHEDULE_READERS } from '#lib/services/appointment/schedule-reader.ts'
import { appointmentView } from '#lib/services/appointment/view.ts'
import { clinicsInScope } from '#lib/services/clinic/list.ts'
import { ownAppointment } from '../own-appointment.ts'
import { toVisit } from '../visit.ts'
import { LISTED_DAYS, MAX_LISTED, type Resource } from './resource.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

async function ownVisit(ctx: Ctx, id: string) {
  if (!UUID.test(id)) throw notFound('The appointment')
  const row = await ownAppointment(ctx, id.toLowerCase())
  requireScheduleReader(ctx, row.clinic_id)
  return row
}

/** `appointment://{id}`; the coming week's are listed. */
export const appointmentResource: Resource = {
  name: 'appointment',
  title: 'An appointment',
  description: 'When, with whom, for what, and where it stands, as list_appointments tells it.',
  template: 'appointment://{id}',
  permission: 'conversations:read',
  orElse: SCHEDULE_READERS,
  async list(ctx) {
    const listed = []
    for (const clinic of await clinicsInScope(ctx)) {
      const from = new Date(ctx.now()).toISOString()
      const until = new Date(ctx.now() + LISTED_DAYS * DAY_MS).toISOString()
      for (const view of await listAppointments(ctx, { clinic_id: clinic.id, from, until })) {
        const when = formatSlotForText(Date.parse(view.starts_at), clinic.time_zone)
        listed.push({
          uri: `appointment://${view.id}`,
          name: view.id,
          title: `${when}, ${view.provider.name}`,
        })
      }
    }
    return listed.slice(0, MAX_LISTED)
  },
  async read(ctx, { id = '' }) {
    const row = await ownVisit(ctx, id)
    return toVisit(ctx, row.clinic, appointmentView(ctx, row))
  },
  async watch(ctx, { id = '' }) {
    const row = await ownVisit(ctx, id)
    return (event) =>
      event.type === 'appointment.changed' && event.id === row.id && event.clinic_id === row.clinic_id
  },
}
