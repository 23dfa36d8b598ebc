/** The calendar around the day on which a text came in, in the clinic's zone. Weeks begin on Monday. */
export interface Today {
  date: Temporal.PlainDate
}

export const iso = (date: Temporal.PlainDate): string => date.toString()

const MAX_MONTHS_AHEAD = 13

/** The next day with this number, today included; months that are too short are passed over. */
export function upcomingDay({ date }: Today, day: number): Temporal.PlainDate | null {
  if (day < 1 || day > 31) return null
  for (let ahead = 0; ahead < MAX_MONTHS_AHEAD; ahead += 1) {
    const month = date.with({ day: 1 }).add({ months: ahead })
    if (day > month.daysInMonth) continue
    const found = month.with({ day })
    if (Temporal.PlainDate.compare(found, date) >= 0) return found
  }
  return null
}

/** The next such date, today included; null for one that no year near has. */
export function upcomingDate({ date }: Today, month: number, day: number): Temporal.PlainDate | null {
  for (const year of [date.year, date.year + 1]) {
    const first = Temporal.PlainDate.from({ year, month, day: 1 })
    if (day < 1 || day > first.daysInMonth) continue
    const found = first.with({ day })
    if (Temporal.PlainDate.compare(found, date) >= 0) return found
  }
  return null
}

/** The next such weekday, today included. */
export const upcomingWeekday = ({ date }: Today, weekday: number): Temporal.PlainDate =>
  date.add({ days: (weekday - date.dayOfWeek + 7) % 7 })

/** Monday of the week that is `ahead` weeks after this one. */
export const weekStart = ({ date }: Today, ahead: number): Temporal.PlainDate =>
  date.subtract({ days: date.dayOfWeek - 1 }).add({ weeks: ahead })

export const weekOf = (monday: Temporal.PlainDate) => ({
  type: 'range' as const,
  from: iso(monday),
  until: iso(monday.add({ days: 6 })),
})

/** The next such month, this one included, as a range of dates. */
export function monthRange({ date }: Today, month: number) {
  const year = month >= date.month ? date.year : date.year + 1
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return { type: 'range' as const, from: iso(first), until: iso(first.with({ day: first.daysInMonth })) }
}

/** Every date of a range, at most `most`. */
export function datesOf(from: string, until: string, most: number): string[] | null {
  const dates: string[] = []
  const last = Temporal.PlainDate.from(until)
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, last) <= 0; ) {
    if (dates.length === most) return null
    dates.push(iso(day))
    day = day.add({ days: 1 })
  }
  return dates
}
