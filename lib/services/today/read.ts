import { z } from 'zod'
import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import type { TodayView } from '#lib/domain/staff/schema.ts'
import { id } from '#lib/domain/wire.ts'
import { listAppointments } from '../appointment/list.ts'
import { pickClinic } from '../clinic/list.ts'
import { toClinicView } from '../clinic/view.ts'
import { needsStaffLines, openOfferLines } from './lines.ts'
import { readNumbers } from './numbers.ts'

export const todayQuery = z.object({ clinic_id: id.optional() })
export type TodayQuery = z.infer<typeof todayQuery>

/** The clinic's calendar day around `now`: its date, and its first and last instant, 23 to 25 hours apart. */
export function localDay(now: number, timeZone: string): { date: string; from: number; until: number } {
  const start = zonedTime(now, timeZone).startOfDay()
  const end = start.add({ days: 1 }).startOfDay()
  return {
    date: start.toPlainDate().toString(),
    from: start.epochMilliseconds,
    until: end.epochMilliseconds,
  }
}

/** What needs staff now, today's appointments and open offers of one clinic, by default the first in scope. */
export async function readToday(ctx: Ctx, input: TodayQuery): Promise<TodayView> {
  requirePermission(ctx, 'conversations:read')
  const query = parseInput(todayQuery, input)
  const clinic = await pickClinic(ctx, query.clinic_id)
  const day = localDay(ctx.now(), clinic.time_zone)
  const [needs_staff, offers_waiting, appointments, numbers] = await Promise.all([
    needsStaffLines(ctx, clinic.id),
    openOfferLines(ctx, clinic.id),
    listAppointments(ctx, {
      clinic_id: clinic.id,
      from: new Date(day.from).toISOString(),
      until: new Date(day.until).toISOString(),
    }),
    readNumbers(ctx, clinic.id, day),
  ])
  return {
    clinic: toClinicView(clinic),
    date: day.date,
    needs_staff,
    appointments: appointments.filter(({ state }) => state !== 'held' && state !== 'released'),
    offers_waiting,
    numbers,
  }
}
