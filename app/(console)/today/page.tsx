import type { Metadata } from 'next'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { Today } from '#components/today/today.tsx'
import { providersQuery } from '#lib/api/providers.ts'
import { todayQuery } from '#lib/api/today.ts'
import { listProviders } from '#lib/services/provider/list.ts'
import { readToday } from '#lib/services/today/read.ts'
import { frameClinic } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Today' }

export default async function TodayPage() {
  const frame = await frameClinic()
  if (frame === null) return <Today />
  const { ctx, clinic } = frame
  const [today, providers] = await Promise.all([
    readToday(ctx, { clinic_id: clinic.id }),
    listProviders(ctx, { clinic_id: clinic.id }),
  ])
  return (
    <Prefetched
      answers={[
        [todayQuery(clinic.id).queryKey, today],
        [providersQuery(clinic.id).queryKey, providers],
      ]}
    >
      <Today />
    </Prefetched>
  )
}
