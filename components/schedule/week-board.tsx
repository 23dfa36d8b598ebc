import { formatDay, formatTime } from '../ui/time.ts'
import { useUrlState } from '../ui/use-url-state.ts'
import { useHueStyle } from './provider-dot.tsx'
import { ProviderHead } from './provider-head.tsx'
import type { ProviderDay, ScheduleDay } from './use-schedule.ts'
import { VisitChip } from './visit-chip.tsx'

interface WeekBoardProps {
  shown: readonly ScheduleDay[]
  zone: string
  today: string
  chosenId: string | undefined
  onChoose: (id: string) => void
  isStale: boolean
}

/** A week of everybody: a row for each provider, a column for each day, visits in order. Today stands out. */
export function WeekBoard({ shown, zone, today, chosenId, onChoose, isStale }: WeekBoardProps) {
  const hueStyle = useHueStyle()
  const url = useUrlState()
  const rows = [
    ...new Map(
      shown.flatMap(({ providers }) => providers.map(({ provider }) => [provider.id, provider] as const)),
    ).values(),
  ]
  return (
    <div aria-busy={isStale} className={`min-h-0 flex-1 overflow-auto ${isStale ? 'opacity-60' : ''}`}>
      <table className="w-full min-w-6xl table-fixed border-separate border-spacing-0">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky start-0 top-0 z-30 w-44 border-b border-border bg-background px-3 py-2"
            >
              <span className="sr-only">Provider</span>
            </th>
            {shown.map(({ day }) => (
              <th
                key={day}
                scope="col"
                aria-current={day === today ? 'date' : undefined}
                className="sticky top-0 z-20 border-s border-b border-border bg-background px-2 py-1 text-start font-semibold"
              >
                <button
                  type="button"
                  onClick={() => url.push({ day, view: undefined })}
                  className={`min-h-7 rounded-sm hover:underline ${day === today ? 'text-accent-ink' : ''}`}
                >
                  {formatDay(`${day}T12:00:00Z`, 'UTC')}
                  {day === today && <span className="ms-1.5 text-2xs font-medium">today</span>}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((provider) => (
            <tr key={provider.id} style={hueStyle(provider.id)}>
              <th
                scope="row"
                className="sticky start-0 z-10 border-b border-border bg-background px-3 py-2 text-start align-top font-normal"
              >
                <WeekHead shown={shown} providerId={provider.id} zone={zone} />
              </th>
              {shown.map(({ day, providers }) => {
                const own = providers.find((each) => each.provider.id === provider.id)
                return (
                  <td
                    key={day}
                    className={`border-s border-b border-border p-1 align-top ${day === today ? 'bg-accent-soft/40' : 'bg-surface'}`}
                  >
                    {own !== undefined && (
                      <DayCell own={own} zone={zone} chosenId={chosenId} onChoose={onChoose} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface WeekHeadProps {
  shown: readonly ScheduleDay[]
  providerId: string
  zone: string
}

/** The provider, and the way to the same week as hours. */
function WeekHead({ shown, providerId, zone }: WeekHeadProps) {
  const url = useUrlState()
  const days = shown.flatMap(({ providers }) =>
    providers.filter(({ provider }) => provider.id === providerId),
  )
  const [first] = days
  if (first === undefined) return null
  const whole: ProviderDay = {
    provider: first.provider,
    open: days.flatMap(({ open }) => open),
    away: [],
    visits: days.flatMap(({ visits }) => visits),
    holds: days.flatMap(({ holds }) => holds),
  }
  return (
    <div className="flex flex-col gap-1">
      <ProviderHead own={whole} zone={zone} />
      <button
        type="button"
        onClick={() => url.push({ provider: providerId })}
        className="min-h-6 self-start rounded-sm text-2xs font-medium text-accent-ink hover:underline print:hidden"
      >
        Hour by hour
      </button>
    </div>
  )
}

interface DayCellProps {
  own: ProviderDay
  zone: string
  chosenId: string | undefined
  onChoose: (id: string) => void
}

function DayCell({ own, zone, chosenId, onChoose }: DayCellProps) {
  const { open, away, visits, holds } = own
  const all = [...visits, ...holds].sort((a, b) => a.block.from - b.block.from)
  return (
    <ul className="flex min-h-16 flex-col gap-1">
      {away.map((off) => (
        <li
          key={off.id}
          className="rounded-sm bg-default bg-[repeating-linear-gradient(135deg,transparent_0_6px,color-mix(in_srgb,var(--ink-faint)_22%,transparent)_6px_9px)] px-1.5 py-0.5 text-2xs"
        >
          <span className="rounded-sm bg-default px-1 font-medium text-ink-secondary">
            {off.block.from === 0 && off.block.until === 1440
              ? 'Away'
              : `Away ${formatTime(off.starts_at, zone)} to ${formatTime(off.ends_at, zone)}`}
          </span>
        </li>
      ))}
      {all.map((visit) => (
        <li key={visit.id}>
          <VisitChip
            visit={visit}
            zone={zone}
            isChosen={visit.id === chosenId}
            onChoose={() => onChoose(visit.id)}
          />
        </li>
      ))}
      {all.length === 0 && away.length === 0 && (
        <li className="px-1 text-2xs text-muted">{open.length === 0 ? 'No hours' : 'Free'}</li>
      )}
    </ul>
  )
}
