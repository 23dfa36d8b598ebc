import Link from 'next/link'
import { formatTime } from '../ui/time.ts'
import { ProviderDot } from './provider-dot.tsx'
import type { ProviderDay } from './use-day.ts'

/** Who it is and how the day looks, in words. */
export function ProviderHead({ own, zone }: { own: ProviderDay; zone: string }) {
  const { provider } = own
  return (
    <div className="sticky top-0 z-20 snap-start border-s border-b border-border bg-background px-3 py-2 first-of-type:border-s-0">
      <Link
        href={`/providers/${provider.id}`}
        className="flex items-center gap-2 font-semibold hover:underline"
      >
        <ProviderDot id={provider.id} />
        <span className="truncate">{provider.name}</span>
      </Link>
      <p className="truncate text-2xs text-muted" title={dayWords(own, zone)}>
        {dayWords(own, zone)}
      </p>
    </div>
  )
}

function dayWords({ provider, open, away, visits, holds }: ProviderDay, zone: string): string {
  const counts = [
    visits.length > 0 ? `${visits.length} ${visits.length === 1 ? 'visit' : 'visits'}` : undefined,
    holds.length > 0 ? `${holds.length} held` : undefined,
  ]
  const absence = away.map(({ starts_at, ends_at, block }) =>
    block.from === 0 && block.until === 1440
      ? 'away'
      : `away ${formatTime(starts_at, zone)} to ${formatTime(ends_at, zone)}`,
  )
  const facts = [provider.specialty, ...counts, ...absence, open.length === 0 ? 'no hours' : undefined]
  return facts.filter((fact) => fact !== undefined && fact !== null && fact !== '').join(' · ') || 'No visits'
}
