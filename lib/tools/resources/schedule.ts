import { clinicScope } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { isSwitchboardError, notFound } from '#lib/domain/errors.ts'
import { expandAvailability } from '#lib/domain/scheduling/availability.ts'
import type { Interval } from '#lib/domain/scheduling/interval.ts'
import { dayRange, localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import { loadSearchCalendars } from '#lib/services/appointment/calendar.ts'
import { listAppointments } from '#lib/services/appointment/list.ts'
import { requireScheduleReader, SCHEDULE_READERS } from '#lib/services/appointment/schedule-reader.ts'
import { candidateClinics } from '../clinics.ts'
import { findProvider } from '../references.ts'
import { toVisits } from '../visit.ts'
import { LISTED_DAYS, MAX_LISTED, type Resource } from './resource.ts'

/** Whose day is meant; whatever is wrong with the address, there is no such schedule. */
async function readAddress(ctx: Ctx, { provider = '', date = '' }: Record<string, string>) {
  try {
    const found = await findProvider(ctx, await candidateClinics(ctx, null), provider)
    requireScheduleReader(ctx, found.clinic.id)
    return { ...found, date, range: dayRange(date, found.clinic.time_zone) }
  } catch (error) {
    if (isSwitchboardError(error, 'invalid_input')) throw notFound('The schedule')
    throw error
  }
}

const iso = ({ start, end }: Interval) => ({
  starts_at: new Date(start).toISOString(),
  ends_at: new Date(end).toISOString(),
})
const touches = (day: Interval) => (each: Interval) => each.start < day.end && each.end > day.start

/** `schedule://{provider}/{date}`: provider by id or name, date in the clinic's zone; the coming week's are listed. */
export const scheduleResource: Resource = {
  name: 'schedule',
  title: 'A provider’s day',
  description: 'Working hours, time off, appointments and live holds of one provider on one day.',
  template: 'schedule://{provider}/{date}',
  permission: 'conversations:read',
  orElse: SCHEDULE_READERS,
  async list(ctx) {
    const providers = await store(ctx).provider.findMany({
      where: { ...clinicScope(ctx), is_active: true, is_external: false },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: MAX_LISTED,
      select: { id: true, name: true, clinic: { select: { time_zone: true } } },
    })
    const days = Array.from({ length: LISTED_DAYS }, (_, day) => day)
    const listed = days.flatMap((day) =>
      providers.map(({ id, name, clinic }) => {
        const then = zonedTime(ctx.now(), clinic.time_zone).add({ days: day }).epochMilliseconds
        const date = localDateOf(then, clinic.time_zone)
        return { uri: `schedule://${id}/${date}`, name: `${id}/${date}`, title: `${name}, ${date}` }
      }),
    )
    return listed.slice(0, MAX_LISTED)
  },
  async read(ctx, variables) {
    const { clinic, provider, date, range } = await readAddress(ctx, variables)
    const { starts_at: from, ends_at: until } = iso(range)
    const rows = await listAppointments(ctx, { clinic_id: clinic.id, provider_id: provider.id, from, until })
    const calendar = (await loadSearchCalendars(ctx, [provider.id], range)).get(provider.id)
    return {
      clinic: clinic.name,
      time_zone: clinic.time_zone,
      provider: provider.name,
      provider_id: provider.id,
      date,
      hours: expandAvailability(calendar?.availability ?? [], range).map(iso),
      time_off: (calendar?.time_off ?? []).filter(touches(range)).map(iso),
      appointments: await toVisits(ctx, clinic, rows),
    }
  },
  async watch(ctx, variables) {
    const { clinic, provider } = await readAddress(ctx, variables)
    // An event does not tell whose time or which day an appointment had before: any of the clinic may be meant.
    return (event) =>
      event.clinic_id === clinic.id &&
      (event.type === 'appointment.changed' ||
        (event.type === 'provider.changed' && event.id === provider.id))
  },
}
