import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { invalidInput, isSwitchboardError } from '#lib/domain/errors.ts'
import {
  type AvailabilityRule,
  expandAvailability,
  validateAvailabilityRule,
} from '#lib/domain/scheduling/availability.ts'
import { type Interval, subtract } from '#lib/domain/scheduling/interval.ts'
import {
  type SetExceptionInput,
  type SetExceptionResult,
  setExceptionInput,
} from '#lib/domain/scheduling/schema.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import { lockProviders } from '../appointment/provider-lock.ts'
import { APPOINTMENT_INCLUDE, appointmentView } from '../appointment/view.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { availabilityRule, exceptionRule } from './availability-rule.ts'
import { providerInclude, providerView } from './view.ts'

/** The date's rows as they will stand; a closed day is one row without times. */
function rowsOf(input: SetExceptionInput, time_zone: string) {
  const date = new Date(`${input.date}T00:00:00Z`)
  const windows =
    input.windows?.length === 0 ? [{ start_local: null, end_local: null }] : (input.windows ?? [])
  return windows.map((window, index) => {
    const row = { ...window, date, time_zone }
    try {
      if (window.start_local !== null)
        validateAvailabilityRule({ ...exceptionRule(row), is_exception: false })
    } catch (error) {
      if (!isSwitchboardError(error, 'invalid_input')) throw error
      throw invalidInput(error.message, `windows.${index}.${error.field}`)
    }
    return row
  })
}

/** The local day of a zone, epoch ms. */
function dayOf(date: string, timeZone: string): Interval {
  const day = Temporal.PlainDate.from(date)
  const midnight = (of: Temporal.PlainDate) => of.toZonedDateTime(timeZone).epochMilliseconds
  return { start: midnight(day), end: midnight(day.add({ days: 1 })) }
}

/** The bookings of the day that its hours do not cover. */
async function outsideHours(tx: TxCtx, providerId: string, day: Interval, open: readonly Interval[]) {
  const booked = await tx.tx.appointment.findMany({
    where: {
      provider_id: providerId,
      state: 'booked',
      starts_at: { gte: new Date(day.start), lt: new Date(day.end) },
    },
    orderBy: { starts_at: 'asc' },
    include: APPOINTMENT_INCLUDE,
  })
  return booked.filter((row) => {
    const visit = { start: row.starts_at.getTime(), end: row.ends_at.getTime() }
    return subtract([visit], open).length > 0
  })
}

/**
 * Gives one date other hours than the weekly ones, closes it, or takes that back. Bookings that the new hours leave out
 * are answered as `affected` and stay until somebody moves them. Dates are local to the clinic's zone.
 * Throws `invalid_input` naming the window that no day could follow or for a date that is over, `not_found` out of scope.
 */
export async function setException(ctx: Ctx, input: SetExceptionInput): Promise<SetExceptionResult> {
  const parsed = parseInput(setExceptionInput, input)
  return mutate(
    ctx,
    { name: 'provider.set_exception', permission: 'appointments:write', input: parsed },
    async (tx) => {
      const seen = await tx.tx.provider.findUnique({
        where: { id: parsed.provider_id },
        include: { clinic: { select: { time_zone: true } } },
      })
      const { id, clinic_id, clinic } = { ...found(tx, seen, 'The provider'), clinic: seen!.clinic }
      if (parsed.date < zonedTime(tx.now(), clinic.time_zone).toPlainDate().toString()) {
        throw invalidInput('This date is over.', 'date')
      }
      const rows = rowsOf(parsed, clinic.time_zone)
      await lockProviders(tx, [id])
      const { name, version } = await tx.tx.provider.findUniqueOrThrow({ where: { id } })
      await requireVersion(tx, { kind: 'provider', id, version, words: `${name}’s hours` }, parsed.version)
      await tx.tx.provider.update({ where: { id }, data: { version: { increment: 1 } } })
      const weekly = await tx.tx.availability.findMany({ where: { provider_id: id } })
      const stored = await tx.tx.availabilityException.findMany({ where: { provider_id: id } })
      const others = stored.filter((row) => row.date.toISOString().slice(0, 10) !== parsed.date)
      const day = dayOf(parsed.date, clinic.time_zone)
      const openWith = (exceptions: readonly AvailabilityRule[]) =>
        expandAvailability([...weekly.map(availabilityRule), ...exceptions], day)
      const before = openWith(stored.map(exceptionRule))
      const after = openWith([...others, ...rows].map(exceptionRule))
      await tx.tx.availabilityException.deleteMany({
        where: { provider_id: id, date: new Date(`${parsed.date}T00:00:00Z`) },
      })
      await tx.tx.availabilityException.createMany({
        data: rows.map((row) => ({ ...row, id: tx.newId(), provider_id: id, created_at: nowDate(tx) })),
      })
      const affected = await outsideHours(tx, id, day, after)
      await noteFreedTime(tx, { cause: 'availability', provider_id: id, ranges: subtract(after, before) })
      await record(tx, {
        action: 'provider.exception_set',
        subject: { kind: 'provider', id },
        clinicId: clinic_id,
        detail: {
          date: parsed.date,
          windows: parsed.windows?.map(({ start_local, end_local }) => `${start_local}-${end_local}`) ?? null,
          affected: affected.length,
        },
      })
      tx.outgoing.events.push({ type: 'provider.changed', id, clinic_id })
      const row = await tx.tx.provider.findUniqueOrThrow({ where: { id }, include: providerInclude(tx) })
      return {
        provider: providerView(tx, row),
        affected: affected.map((each) => appointmentView(tx, each)),
      }
    },
  )
}
