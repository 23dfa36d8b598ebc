import type { AvailabilityRule } from '#lib/domain/scheduling/availability.ts'

const dateOnly = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

interface AvailabilityRow extends Omit<AvailabilityRule, 'from_date' | 'until_date'> {
  from_date: Date | null
  until_date: Date | null
}

interface ExceptionRow {
  date: Date
  start_local: string | null
  end_local: string | null
  time_zone: string
}

/** A stored exception as the domain reads it. */
export const exceptionRule = (row: ExceptionRow): AvailabilityRule => ({
  weekday: row.date.getUTCDay() || 7,
  start_local: row.start_local ?? '00:00',
  end_local: row.end_local ?? '00:00',
  from_date: dateOnly(row.date),
  until_date: dateOnly(row.date),
  time_zone: row.time_zone,
  is_exception: true,
})

/** A stored weekly window as the domain reads it; its dates are local calendar dates. */
export const availabilityRule = (row: AvailabilityRow): AvailabilityRule => ({
  weekday: row.weekday,
  start_local: row.start_local,
  end_local: row.end_local,
  from_date: dateOnly(row.from_date),
  until_date: dateOnly(row.until_date),
  time_zone: row.time_zone,
})
