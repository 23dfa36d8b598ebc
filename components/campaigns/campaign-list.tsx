'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarOff } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { campaignsQuery } from '#lib/api/campaigns.ts'
import { ProviderTabs } from '../providers/provider-tabs.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { DataTable } from '../table/data-table.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { campaignColumns } from './campaign-columns.tsx'

/** Every time that a provider's absence made patients choose anew, newest first. */
export function CampaignList() {
  const { clinic } = useClinic()
  const router = useRouter()
  const query = useInfiniteQuery(campaignsQuery(clinic?.id))
  return (
    <>
      <PageHeader title="Providers" tabs={<ProviderTabs />} aside={<ClinicZone />} />
      <DataTable
        label="Time-off campaigns"
        columns={campaignColumns(clinic?.time_zone ?? 'UTC')}
        query={query}
        onRowAction={(campaign) => router.push(`/campaigns/${campaign.id}`)}
        empty={
          <EmptyState
            icon={CalendarOff}
            title="No campaigns yet"
            hint="Enter time off on a provider’s page. When it hits visits, their patients can be offered other times from there."
            action={
              <Link href="/providers" className="font-medium text-accent-ink hover:underline">
                Open the team
              </Link>
            }
          />
        }
      />
    </>
  )
}
