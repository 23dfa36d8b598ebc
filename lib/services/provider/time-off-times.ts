import { type Ctx, nowDate } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'

/** Longer than anybody is away: a slip of the year would empty a calendar. */
const MAX_TIME_OFF_DAYS = 366

/** The times of a time off. Throws `invalid_input` for the wrong order, more than a year, or what is over already. */
export function readTimeOff(
  ctx: Ctx,
  input: { starts_at: string; ends_at: string },
): { starts_at: Date; ends_at: Date } {
  const times = { starts_at: new Date(input.starts_at), ends_at: new Date(input.ends_at) }
  const length = times.ends_at.getTime() - times.starts_at.getTime()
  if (length <= 0) throw invalidInput('Time off must end after it starts.', 'ends_at')
  if (length > MAX_TIME_OFF_DAYS * DAY_MS) {
    throw invalidInput(`Time off can last at most ${MAX_TIME_OFF_DAYS} days.`, 'ends_at')
  }
  if (times.ends_at <= nowDate(ctx)) throw invalidInput('This time off is already over.', 'ends_at')
  return times
}
