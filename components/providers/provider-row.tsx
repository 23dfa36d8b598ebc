'use client'

import { CalendarOff } from 'lucide-react'
import Link from 'next/link'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { ProviderDot } from '../schedule/provider-dot.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { dateKey } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { hoursWords } from './hours-words.ts'
import { timeOffWords } from './time-off-words.ts'
import { WeekStrip } from './week-strip.tsx'

const TICK_MS = 60_000

/** One provider: the week, the services and the next time away. */
export function ProviderRow({ provider, zone }: { provider: ProviderView; zone: string }) {
  const now = useNow(TICK_MS)
  const today = dateKey(now ?? 0, zone)
  const away = provider.time_off[0]
  return (
    <Link
      href={`/providers/${provider.id}`}
      className="grid items-center gap-x-6 gap-y-2 border-b border-border px-4 py-3 outline-offset-[-2px] hover:bg-surface-secondary sm:px-5 lg:grid-cols-[14rem_auto_minmax(0,1fr)_14rem]"
    >
      <span className="flex min-w-0 flex-col">
        <span className="flex items-center gap-2 font-medium">
          <ProviderDot id={provider.id} />
          <span className="truncate">{provider.name}</span>
          <ProviderPills provider={provider} />
        </span>
        <span className="truncate ps-[15px] text-xs text-muted">
          {provider.specialty ?? 'No specialty said'}
        </span>
      </span>
      <WeekStrip rules={provider.availability} today={today} />
      <span className="flex min-w-0 flex-col">
        <span className="text-ink-secondary">
          {hoursWords(provider.availability, today) || 'No weekly hours'}
        </span>
        <span className="truncate text-xs text-muted">
          {provider.service_types.map(({ name }) => name).join(', ') || 'No services'}
        </span>
      </span>
      {away !== undefined && (
        <span className="flex items-start gap-1.5 text-xs text-warning-ink">
          <CalendarOff aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          Away {timeOffWords(away, zone)}
          {provider.time_off.length > 1 && `, and ${provider.time_off.length - 1} more`}
        </span>
      )}
    </Link>
  )
}

/** What is unusual about a provider; nothing for the usual one. */
export function ProviderPills({ provider }: { provider: ProviderView }) {
  return (
    <>
      {!provider.is_active && <StatusPill tone="neutral">Takes no visits</StatusPill>}
      {provider.is_external && <StatusPill tone="info">Named by an agent</StatusPill>}
    </>
  )
}
