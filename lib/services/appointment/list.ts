import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import {
  type AppointmentView,
  type ListAppointmentsQuery,
  listAppointmentsQuery,
} from '#lib/domain/scheduling/schema.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { requireScheduleReader } from './schedule-reader.ts'
import { APPOINTMENT_INCLUDE, appointmentView } from './view.ts'

/** A month's grid with its edges. */
const MAX_LISTED_DAYS = 62
const MAX_LISTED_ROWS = 5_000
/** What one patient's screen shows. */
const MAX_PATIENT_ROWS = 200

/** A hold whose time is over is not shown, whether or not it was released yet. */
const isShown = (now: Date) => ({
  state: { not: 'released' as const },
  NOT: { state: 'held' as const, held_until: { lte: now } },
})

/**
 * The appointments and live holds of a clinic that touch [from, until), earliest first. Throws `invalid_input` for a
 * range longer than 62 days or with more than 5,000 rows, `not_found` for a clinic out of scope.
 */
export async function listAppointments(ctx: Ctx, query: ListAppointmentsQuery): Promise<AppointmentView[]> {
  const parsed = parseInput(listAppointmentsQuery, query)
  requireScheduleReader(ctx, parsed.clinic_id)
  const [from, until] = [new Date(parsed.from), new Date(parsed.until)]
  if (until <= from) throw invalidInput('The range must end after it starts.', 'until')
  if (until.getTime() - from.getTime() > MAX_LISTED_DAYS * DAY_MS) {
    throw invalidInput(`Ask for at most ${MAX_LISTED_DAYS} days at once.`, 'until')
  }
  const rows = await store(ctx).appointment.findMany({
    where: {
      clinic_id: parsed.clinic_id,
      // Visits are shorter than a day: the lower bound lets the index on starts_at do the work.
      starts_at: { lt: until, gt: new Date(from.getTime() - DAY_MS) },
      ends_at: { gt: from },
      provider_id: parsed.provider_id,
      patient_id: parsed.patient_id,
      ...isShown(nowDate(ctx)),
    },
    orderBy: [{ starts_at: 'asc' }, { id: 'asc' }],
    take: MAX_LISTED_ROWS + 1,
    include: APPOINTMENT_INCLUDE,
  })
  if (rows.length > MAX_LISTED_ROWS) {
    throw invalidInput(
      `More than ${MAX_LISTED_ROWS} appointments: ask for fewer days or one provider.`,
      'until',
    )
  }
  return rows.map((row) => appointmentView(ctx, row))
}

/** A patient's newest appointments and live holds, earliest first. The caller has checked permission and scope. */
export async function listPatientAppointments(ctx: Ctx, patientId: string): Promise<AppointmentView[]> {
  const rows = await store(ctx).appointment.findMany({
    where: { patient_id: patientId, ...isShown(nowDate(ctx)) },
    orderBy: [{ starts_at: 'desc' }, { id: 'desc' }],
    take: MAX_PATIENT_ROWS,
    include: APPOINTMENT_INCLUDE,
  })
  return rows.reverse().map((row) => appointmentView(ctx, row))
}
