'use client'

import type { CampaignDetail } from '#lib/domain/campaign/schema.ts'
import { formatRelativeDay, formatTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { CampaignBar } from './campaign-bar.tsx'
import { patientWords } from './campaign-words.ts'

const TICK_MS = 15_000

/** How many patients stand where, and when the next are told. */
export function CampaignSummary({ campaign }: { campaign: CampaignDetail }) {
  const now = useNow(TICK_MS)
  const { counts } = campaign
  return (
    <section
      aria-label="Progress"
      className="flex flex-col gap-3 rounded-xl border border-border bg-surface px-4 py-3.5"
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5">
        <Count term="Hit" value={counts.total} />
        <Count term="Have chosen" value={counts.chosen} />
        <Count term="Told, no choice yet" value={counts.told} />
        <Count term="Not told yet" value={counts.waiting} />
        <Count term="To call" value={counts.unreachable} isWarning={counts.unreachable > 0} />
      </dl>
      <CampaignBar counts={counts} className="block w-full" />
      <p className="text-muted">{now === undefined ? ' ' : nextWords(campaign, now)}</p>
    </section>
  )
}

function Count({ term, value, isWarning = false }: { term: string; value: number; isWarning?: boolean }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-xs text-muted">{term}</dt>
      <dd className={`text-lg font-semibold tabular-nums ${isWarning ? 'text-warning-ink' : ''}`}>{value}</dd>
    </div>
  )
}

/** What happens next, and why not sooner. */
function nextWords(campaign: CampaignDetail, now: number): string {
  const { counts, state, next_wave_at: next, quiet_hours, time_zone: zone } = campaign
  const pace = `${patientWords(campaign.wave_size)} every ${campaign.wave_minutes} minutes`
  if (state === 'undone') return 'The time off was taken back. Visits that had moved stay where they are.'
  if (state === 'finished') {
    return counts.unreachable > 0
      ? 'Nobody is waiting for a text any more. What is left are the calls.'
      : 'Everybody is settled.'
  }
  if (next === null || counts.waiting === 0) return 'Everybody who can be texted has been told.'
  const isQuiet = campaign.members.some((member) => member.waits_until !== null)
  const at = Math.max(Date.parse(next), now)
  const when = `${formatRelativeDay(at, zone, now)} at ${formatTime(at, zone)}`
  const first = counts.told + counts.chosen === 0 ? 'The first texts leave' : 'The next texts leave'
  const why = isQuiet && quiet_hours !== null ? `, because ${quiet_hours} are quiet hours` : ''
  return `${first} ${when}${why}: ${pace}.`
}
