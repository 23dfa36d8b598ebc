import type { Ctx } from '#lib/core/context.ts'
import type { Interval } from '#lib/domain/scheduling/interval.ts'
import type { ServiceRules } from '#lib/domain/scheduling/slots.ts'
import { loadCalendars } from '../appointment/calendar.ts'
import { timeConflicts } from '../appointment/time-check.ts'

interface Time {
  clinic_id: string
  provider_id: string
  starts_at: Date
  ends_at: Date
  service: ServiceRules & { id: string; is_active: boolean }
}

/**
 * Whether this time could be booked by our own rules, whatever its notice: the provider works then and offers the service,
 * and no visit, hold, buffer or time off is in the way. A time off the grid of starts may be offered, as it was booked.
 */
export async function isFreeByRules(ctx: Ctx, time: Time): Promise<boolean> {
  const range: Interval = { start: time.starts_at.getTime(), end: time.ends_at.getTime() }
  const calendar = (await loadCalendars(ctx, [time.provider_id], range)).get(time.provider_id)
  if (calendar?.clinic_id !== time.clinic_id || !calendar.is_active || calendar.is_external) return false
  if (!time.service.is_active || !calendar.service_type_ids.includes(time.service.id)) return false
  const conflicts = timeConflicts({
    calendar,
    service: { ...time.service, minimum_notice_minutes: 0 },
    starts_at: range.start,
    ends_at: range.end,
    now: ctx.now(),
    is_rule_checked: true,
    is_alignment_checked: false,
  })
  return conflicts.length === 0
}
