import Link from 'next/link'
import { formatTime } from '../ui/time.ts'
import { ProviderDot } from './provider-dot.tsx'
import type { ProviderDay } from './use-schedule.ts'

/** Who it is and how the day looks, in words. */
export function ProviderHead({ own, zone }: { own: ProviderDay; zone: string }) {
  const { provider } = own
  const words = [provider.specialty, ...dayFacts(own, zone)].filter(Boolean).join(' · ') || 'No visits'
  return (
    <>
      <Link
        href={`/providers/${provider.id}`}
        className="flex items-center gap-2 font-semibold hover:underline"
      >
        <ProviderDot id={provider.id} />
        <span className="truncate">{provider.name}</span>
      </Link>
      <p className="truncate text-2xs text-muted" title={words}>
        {words}
      </p>
    </>
  )
}

/** Which day of one provider it is, and how it looks. */
export function DayHead({ own, zone, name }: { own: ProviderDay; zone: string; name: string }) {
  const words = dayFacts(own, zone).join(' · ') || 'No visits'
  return (
    <>
      <p className="truncate font-semibold">{name}</p>
      <p className="truncate text-2xs text-muted" title={words}>
        {words}
      </p>
    </>
  )
}

function dayFacts({ open, away, visits, holds }: ProviderDay, zone: string): string[] {
  const absence = away.map(({ starts_at, ends_at, block }) =>
    block.from === 0 && block.until === 1440
      ? 'away'
      : `away ${formatTime(starts_at, zone)} to ${formatTime(ends_at, zone)}`,
  )
  return [
    ...(visits.length > 0 ? [`${visits.length} ${visits.length === 1 ? 'visit' : 'visits'}`] : []),
    ...(holds.length > 0 ? [`${holds.length} held`] : []),
    ...absence,
    ...(open.length === 0 ? ['no hours'] : []),
  ]
}
