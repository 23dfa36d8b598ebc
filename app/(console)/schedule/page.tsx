import type { Metadata } from 'next'
import { Schedule } from '#components/schedule/schedule.tsx'
import { daysOf, isScheduleView } from '#components/schedule/schedule-range.ts'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { dateKey } from '#components/ui/time.ts'
import { appointmentsQuery } from '#lib/api/appointments.ts'
import { dayBounds, isLocalDay } from '#lib/api/local-day.ts'
import { providersQuery } from '#lib/api/providers.ts'
import { listAppointments } from '#lib/services/appointment/list.ts'
import { listProviders } from '#lib/services/provider/list.ts'
import { frameClinic } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Schedule' }

interface SchedulePageProps {
  searchParams: Promise<{ day?: string | string[]; view?: string | string[] }>
}

export default async function SchedulePage({ searchParams }: SchedulePageProps) {
  const frame = await frameClinic()
  if (frame === null) return <Schedule />
  const { ctx, clinic } = frame
  const search = await searchParams
  const [asked, view] = [[search.day].flat()[0], [search.view].flat()[0]]
  const day = isLocalDay(asked) ? asked : dateKey(ctx.now(), clinic.time_zone)
  const days = daysOf(isScheduleView(view) ? view : 'day', day)
  const query = { clinic_id: clinic.id, ...dayBounds(days[0] ?? day, clinic.time_zone, days.at(-1)) }
  const [appointments, providers] = await Promise.all([
    listAppointments(ctx, query),
    listProviders(ctx, { clinic_id: clinic.id }),
  ])
  return (
    <Prefetched
      answers={[
        [appointmentsQuery(query).queryKey, appointments],
        [providersQuery(clinic.id).queryKey, providers],
      ]}
    >
      <Schedule />
    </Prefetched>
  )
}
