import type { CampaignView } from '#lib/domain/campaign/schema.ts'
import { timeOffWords } from '../providers/time-off-words.ts'
import type { Column } from '../table/data-table.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'
import { CampaignBar } from './campaign-bar.tsx'
import { campaignStatus, countWords } from './campaign-words.ts'

/** The columns of the list of campaigns; `zone` is the clinic's. */
export const campaignColumns = (zone: string): Column<CampaignView>[] => [
  {
    id: 'provider',
    header: 'Away',
    cell: (campaign) => (
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{campaign.provider.name}</span>
        <span className="text-xs text-muted">{timeOffWords(campaign, zone)}</span>
      </span>
    ),
  },
  {
    id: 'progress',
    header: 'Patients',
    cell: ({ counts }) => (
      <span className="flex flex-col gap-1.5">
        <span className="text-ink-secondary">{countWords(counts)}</span>
        <CampaignBar counts={counts} className="w-full max-w-60" />
      </span>
    ),
  },
  {
    id: 'state',
    header: 'Stands at',
    cell: (campaign) => {
      const { label, tone } = campaignStatus(campaign)
      return <StatusPill tone={tone}>{label}</StatusPill>
    },
  },
  {
    id: 'started',
    header: 'Entered',
    isSecondary: true,
    cell: (campaign) => (
      <span className="flex flex-col">
        <span>{formatDayTime(campaign.created_at, zone)}</span>
        <span className="text-xs text-muted">by {campaign.created_by}</span>
      </span>
    ),
  },
]
