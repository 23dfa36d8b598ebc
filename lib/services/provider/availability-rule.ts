import type { AvailabilityRule } from '#lib/domain/scheduling/availability.ts'

const dateOnly = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

interface AvailabilityRow extends Omit<AvailabilityRule, 'from_date' | 'until_date'> {
  from_date: Date | null
  until_date: Date | null
}

/** A stored weekly window as the domain reads it; its dates are local calendar dates. */
export const availabilityRule = (row: AvailabilityRow): AvailabilityRule => ({
  weekday: row.weekday,
  start_local: row.start_local,
  end_local: row.end_local,
  from_date: dateOnly(row.from_date),
  until_date: dateOnly(row.until_date),
  time_zone: row.time_zone,
})
