'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { textCostsQuery } from '#lib/api/text-policy.ts'
import type { TextCosts } from '#lib/domain/messaging/text-schema.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatMicros } from '../../ui/money.ts'
import { Picker } from '../../ui/picker.tsx'
import { CardEmpty, SectionCard } from '../../ui/section-card.tsx'
import { CardSkeleton, Loading } from '../../ui/skeletons.tsx'
import { dateKey } from '../../ui/time.ts'
import { useNow } from '../../ui/use-now.tsx'
import { lastMonths } from './months.ts'

const DAY_TICK_MS = 60_000
const MONTHS_SHOWN = 12
const NAMES: Record<string, string> = {
  twilio: 'Twilio',
  aws: 'AWS End User Messaging',
  mock: 'Mock gateway',
}

/** What a month of texts costs, by carrier. */
export function CostsCard({ clinicId, zone }: { clinicId: string; zone: string }) {
  const now = useNow(DAY_TICK_MS)
  const [month, setMonth] = useState<string>()
  const { data, isError, error, refetch } = useQuery(textCostsQuery(clinicId, month))
  const months = now === undefined ? [] : lastMonths(dateKey(now, zone), MONTHS_SHOWN)
  return (
    <SectionCard
      title="What texts cost"
      isFlush
      aside={
        months.length > 0 && (
          <Picker
            label="Month"
            isLabelHidden
            value={month ?? months[0]?.id ?? ''}
            onChange={setMonth}
            choices={months}
          />
        )
      }
    >
      {data !== undefined && <Lines costs={data} />}
      {data === undefined && isError && (
        <ErrorState what="The costs could not be summed." error={error} onRetry={() => refetch()} />
      )}
      {data === undefined && !isError && (
        <Loading>
          <CardSkeleton className="m-4 h-24" />
        </Loading>
      )}
    </SectionCard>
  )
}

function Lines({ costs }: { costs: TextCosts }) {
  const isMixed = new Set(costs.lines.map(({ provider }) => provider === 'mock')).size > 1
  if (costs.lines.length === 0) return <CardEmpty>No texts in this month.</CardEmpty>
  return (
    <ul className="flex flex-col divide-y divide-border">
      {costs.lines.map((line) => (
        <li
          key={`${line.provider}-${line.direction}`}
          className="flex flex-wrap items-baseline gap-x-4 px-4 py-2.5"
        >
          <span className="min-w-56">
            {NAMES[line.provider] ?? line.provider}, {line.direction === 'outbound' ? 'out' : 'in'}
          </span>
          <span className="text-muted">
            {line.texts} {line.texts === 1 ? 'text' : 'texts'}, {line.segments}{' '}
            {line.segments === 1 ? 'segment' : 'segments'}
            {line.estimated_texts > 0 &&
              `, ${line.estimated_texts === line.texts ? 'all' : line.estimated_texts} ${line.provider === 'mock' ? 'simulated' : 'estimated'}`}
          </span>
          <span className="ms-auto tabular-nums">{formatMicros(line.price_micros, costs.currency)}</span>
        </li>
      ))}
      <li className="flex items-baseline px-4 py-2.5 font-semibold">
        {isMixed ? 'Together, without what was simulated' : 'Together'}
        <span className="ms-auto tabular-nums">{formatMicros(costs.price_micros, costs.currency)}</span>
      </li>
    </ul>
  )
}
