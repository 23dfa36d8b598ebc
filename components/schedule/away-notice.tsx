'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarOff } from 'lucide-react'
import Link from 'next/link'
import { campaignsInQuery } from '#lib/api/campaigns.ts'
import type { CampaignView } from '#lib/domain/campaign/schema.ts'
import { CampaignBar } from '../campaigns/campaign-bar.tsx'
import { countWords } from '../campaigns/campaign-words.ts'
import { formatTime } from '../ui/time.ts'
import type { Placed, ProviderDay } from './use-schedule.ts'

/** How many patients are named before "and more". */
const NAMED = 4

type Off = ProviderDay['away'][number]
type Visit = ProviderDay['visits'][number]

interface AwayNoticeProps {
  days: readonly ProviderDay[]
  zone: string
  onChoose: (id: string) => void
}

/**
 * What becomes of the visits of a provider who is away: how far its campaign is, or, without one, who is still booked, one
 * click from moving each.
 */
export function AwayNotice({ days, zone, onChoose }: AwayNoticeProps) {
  const campaigns = useCampaigns(days)
  const hit = days.flatMap(({ provider, away, visits }) =>
    away.flatMap((off) => {
      const inside = visits.filter(
        ({ state, block }) =>
          state === 'booked' && block.from < off.block.until && off.block.from < block.until,
      )
      const campaign = campaigns.get(off.id)
      return campaign === undefined && inside.length === 0 ? [] : [{ provider, off, inside, campaign }]
    }),
  )
  if (hit.length === 0) return null
  return (
    <ul className="shrink-0 border-b border-border bg-[color-mix(in_srgb,var(--warning)_8%,var(--background))]">
      {hit.map(({ provider, off, inside, campaign }) => (
        <li key={off.id} className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 sm:px-5">
          <CalendarOff aria-hidden="true" className="size-4 shrink-0 text-warning-ink" />
          <strong className="font-semibold">{awayWords(provider.name, off, zone)}</strong>
          {campaign === undefined ? (
            <StillBooked inside={inside} onChoose={onChoose} />
          ) : (
            <Progress campaign={campaign} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** The campaigns of the absences on these days, by time off. */
function useCampaigns(days: readonly ProviderDay[]): Map<string, CampaignView> {
  const away = days.flatMap((day) => day.away)
  const clinic_id = days[0]?.provider.clinic_id
  const starts = away.map((off) => off.starts_at).sort()
  const ends = away.map((off) => off.ends_at).sort()
  const [from, until] = [starts[0], ends.at(-1)]
  const query = useQuery(
    campaignsInQuery(
      clinic_id === undefined || from === undefined || until === undefined
        ? undefined
        : { clinic_id, from, until },
    ),
  )
  return new Map(query.data?.map((campaign) => [campaign.time_off_id, campaign]))
}

function awayWords(name: string, off: Placed<Off>, zone: string): string {
  const isWholeDay = off.block.from === 0 && off.block.until === 1440
  return isWholeDay
    ? `${name} is away.`
    : `${name} is away ${formatTime(off.starts_at, zone)} to ${formatTime(off.ends_at, zone)}.`
}

function Progress({ campaign }: { campaign: CampaignView }) {
  return (
    <>
      <span>{countWords(campaign.counts)}</span>
      <CampaignBar counts={campaign.counts} className="w-40 max-sm:w-full" />
      <Link
        href={`/campaigns/${campaign.id}`}
        className="ms-auto inline-flex h-7 items-center rounded-lg border border-border bg-surface px-2.5 font-medium hover:bg-default max-sm:ms-0 pointer-coarse:h-11"
      >
        Open campaign
      </Link>
    </>
  )
}

function StillBooked({ inside, onChoose }: { inside: readonly Visit[]; onChoose: (id: string) => void }) {
  return (
    <>
      <span>{inside.length === 1 ? '1 visit falls' : `${inside.length} visits fall`} into it:</span>
      <span className="flex flex-wrap gap-x-2">
        {inside.slice(0, NAMED).map((visit) => (
          <button
            key={visit.id}
            type="button"
            onClick={() => onChoose(visit.id)}
            className="min-h-6 rounded-sm font-medium text-accent-ink hover:underline"
          >
            {visit.patient?.name ?? 'No patient'}
          </button>
        ))}
        {inside.length > NAMED && <span className="text-muted">and {inside.length - NAMED} more</span>}
      </span>
    </>
  )
}
