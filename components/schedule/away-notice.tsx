import { CalendarOff } from 'lucide-react'
import { formatTime } from '../ui/time.ts'
import type { ProviderDay } from './use-schedule.ts'

/** How many patients are named before "and more". */
const NAMED = 4

interface AwayNoticeProps {
  days: readonly ProviderDay[]
  zone: string
  onChoose: (id: string) => void
}

/** Visits that are still booked while their provider is away: who they are, one click from moving each. */
export function AwayNotice({ days, zone, onChoose }: AwayNoticeProps) {
  const hit = days.flatMap(({ provider, away, visits }) =>
    away.flatMap((off) => {
      const inside = visits.filter(
        ({ state, block }) =>
          state === 'booked' && block.from < off.block.until && off.block.from < block.until,
      )
      return inside.length === 0 ? [] : [{ provider, off, inside }]
    }),
  )
  if (hit.length === 0) return null
  return (
    <ul className="shrink-0 border-b border-border bg-[color-mix(in_srgb,var(--warning)_8%,var(--background))]">
      {hit.map(({ provider, off, inside }) => (
        <li key={off.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 sm:px-5">
          <CalendarOff aria-hidden="true" className="size-4 shrink-0 text-warning-ink" />
          <span>
            <strong className="font-semibold">{provider.name} is away</strong>
            {off.block.from === 0 && off.block.until === 1440
              ? '. '
              : ` ${formatTime(off.starts_at, zone)} to ${formatTime(off.ends_at, zone)}. `}
            {inside.length === 1 ? '1 visit falls' : `${inside.length} visits fall`} into it:
          </span>
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
        </li>
      ))}
    </ul>
  )
}
