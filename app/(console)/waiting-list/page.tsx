import type { Metadata } from 'next'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { WaitingList } from '#components/waiting-list/waiting-list.tsx'
import { waitingListRulesQuery } from '#lib/api/waiting-list.ts'
import { readWaitingListRules } from '#lib/services/waiting-list/rules.ts'
import { frameClinic } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Waiting list' }

/** How many wait for what comes with the page; who they are is asked for by the browser. */
export default async function WaitingListPage() {
  const frame = await frameClinic()
  if (frame === null) return <WaitingList />
  const clinic_id = frame.clinic.id
  const rules = await readWaitingListRules(frame.ctx, { clinic_id })
  return (
    <Prefetched answers={[[waitingListRulesQuery(clinic_id).queryKey, rules]]}>
      <WaitingList />
    </Prefetched>
  )
}
