import { addDays, weekdayOf } from '#lib/api/local-day.ts'

export const SCHEDULE_VIEWS = ['day', 'week', 'list'] as const
export type ScheduleView = (typeof SCHEDULE_VIEWS)[number]

const WEEK_DAYS = 7

export const isScheduleView = (text: string | undefined): text is ScheduleView =>
  SCHEDULE_VIEWS.some((view) => view === text)

/** The Monday of the week that a calendar day lies in. */
const mondayOf = (day: string) => addDays(day, 1 - weekdayOf(day))

/** The calendar days that a view shows: the day itself, or the week around it from Monday on. */
export function daysOf(view: ScheduleView, day: string): string[] {
  if (view === 'day') return [day]
  const monday = mondayOf(day)
  return Array.from({ length: WEEK_DAYS }, (_, index) => addDays(monday, index))
}

/** The day to show when somebody leafs by one page. */
export const leaf = (view: ScheduleView, day: string, direction: 1 | -1) =>
  addDays(day, view === 'day' ? direction : direction * WEEK_DAYS)
