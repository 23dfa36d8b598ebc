'use client'

import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { dateKey, zoneName } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { dateWords, isStanding, WEEKDAYS, windowWords } from './hours-words.ts'

const TICK_MS = 60_000

interface HoursCardProps {
  rules: ProviderView['availability']
  zone: string
}

/** The week day by day, with the dates between which unusual hours hold. */
export function HoursCard({ rules, zone }: HoursCardProps) {
  const now = useNow(TICK_MS)
  const today = dateKey(now ?? 0, zone)
  const standing = rules.filter((rule) => isStanding(rule, today))
  return (
    <SectionCard title="Weekly hours" isFlush>
      {standing.length === 0 && (
        <CardEmpty>No weekly hours, so no time can be offered or booked. Change adds them.</CardEmpty>
      )}
      {standing.length > 0 && (
        <dl>
          {WEEKDAYS.map((name, index) => {
            const ofDay = standing.filter((rule) => rule.weekday === index + 1)
            return (
              <div
                key={name}
                className="grid grid-cols-[6.5rem_1fr] gap-x-4 border-b border-border px-4 py-2 last:border-b-0"
              >
                <dt className={ofDay.length === 0 ? 'text-muted' : 'font-medium'}>{name}</dt>
                <dd className="flex flex-col gap-0.5">
                  {ofDay.length === 0 && <span className="text-muted">No hours</span>}
                  {ofDay.map((rule) => (
                    <span key={rule.id}>
                      {windowWords(rule)}
                      <span className="text-xs text-muted">{limitWords(rule, zone)}</span>
                    </span>
                  ))}
                </dd>
              </div>
            )
          })}
        </dl>
      )}
    </SectionCard>
  )
}

function limitWords(rule: ProviderView['availability'][number], zone: string): string {
  const parts = [
    rule.from_date === null ? undefined : `from ${dateWords(rule.from_date)}`,
    rule.until_date === null ? undefined : `until ${dateWords(rule.until_date)}`,
    rule.time_zone === zone ? undefined : `${zoneName(rule.time_zone)} time`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`
}
