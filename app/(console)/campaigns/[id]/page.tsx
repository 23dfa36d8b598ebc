import type { Metadata } from 'next'
import { CampaignBoard } from '#components/campaigns/campaign-board.tsx'

export const metadata: Metadata = { title: 'Time-off campaign' }

export default async function CampaignPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <CampaignBoard id={id} />
}
