import type { Metadata } from 'next'
import { CampaignList } from '#components/campaigns/campaign-list.tsx'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { campaignsQuery } from '#lib/api/campaigns.ts'
import { listCampaigns } from '#lib/services/campaign/list.ts'
import { firstPage, frameClinic } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Time-off campaigns' }

export default async function CampaignsPage() {
  const frame = await frameClinic()
  if (frame === null) return <CampaignList />
  const clinic_id = frame.clinic.id
  const page = await listCampaigns(frame.ctx, { clinic_id })
  return (
    <Prefetched answers={[[campaignsQuery(clinic_id).queryKey, firstPage(page)]]}>
      <CampaignList />
    </Prefetched>
  )
}
