'use client'

import { useQuery } from '@tanstack/react-query'
import { agentMetricsQuery } from '#lib/api/agent-metrics.ts'
import type { MetricRange } from '#lib/domain/operations/metric-range.ts'
import type { AgentMetrics } from '#lib/domain/operations/schema.ts'
import { agentName } from '../../ui/agent-name.ts'
import { CardSkeleton, Loading } from '../../ui/skeletons.tsx'
import { figure, percent, RANGE_NAMES, timeTaken } from './metric-words.ts'
import { MiniBars } from './mini-bars.tsx'

const GRID = 'grid grid-cols-2 gap-2 sm:gap-4 lg:grid-cols-4'
const SECONDS_PER_MINUTE = 60
/** From so many on, what waits stands out. */
const MANY_WAITING = 10

interface Tile {
  label: string
  value: string
  /** What puts the figure into proportion. */
  detail: string
  bars: readonly (number | null)[]
  max?: number
  isWarning?: (value: number) => boolean
}

function waitingWords({ queues, waiting }: AgentMetrics): string {
  const [longest] = queues
  if (longest === undefined || waiting === 0) return 'nothing waits'
  return `${longest.waiting} for ${longest.agent === null ? 'no agent yet' : agentName(longest.agent)}`
}

function tilesOf(metrics: AgentMetrics): Tile[] {
  const { buckets } = metrics
  const minutes = metrics.bucket_seconds / SECONDS_PER_MINUTE
  const rate = buckets.map(({ sent }) => sent / minutes)
  const share = buckets.map(({ delivered, first_try }) => (delivered === 0 ? null : first_try / delivered))
  return [
    {
      label: 'Messages per minute',
      value: figure(metrics.sent / (minutes * buckets.length)),
      detail: `peak ${figure(Math.max(...rate))}`,
      bars: rate,
    },
    {
      label: 'Delivered first try',
      value: percent(metrics.first_try, metrics.delivered),
      detail: metrics.delivered === 0 ? 'nothing delivered' : `of ${figure(metrics.delivered)}`,
      bars: share,
      max: 1,
    },
    {
      label: 'Delivery time',
      value: timeTaken(metrics.p50_ms),
      detail: metrics.p95_ms === null ? 'nothing delivered' : `p95 ${timeTaken(metrics.p95_ms)}`,
      bars: buckets.map(({ p50_ms }) => p50_ms),
    },
    {
      label: 'Waiting',
      value: figure(metrics.waiting),
      detail: waitingWords(metrics),
      bars: buckets.map(({ waiting }) => waiting),
      max: MANY_WAITING,
      isWarning: (value) => value >= MANY_WAITING,
    },
  ]
}

function TileCard({ tile }: { tile: Tile }) {
  return (
    <li className="flex items-end justify-between gap-3 rounded-xl border border-border bg-surface px-3.5 py-3">
      <dl className="flex shrink-0 flex-col gap-0.5">
        <dt className="text-xs whitespace-nowrap text-muted">{tile.label}</dt>
        <dd className="text-xl leading-7 font-semibold tabular-nums">{tile.value}</dd>
        <dd className="max-w-40 truncate text-xs text-muted">{tile.detail}</dd>
      </dl>
      <div className="flex min-w-0 flex-1 justify-end max-sm:hidden">
        <MiniBars values={tile.bars} max={tile.max} isWarning={tile.isWarning} />
      </div>
    </li>
  )
}

/** Four figures of the bus with their course over the range. Stays out of the way when they cannot be had. */
export function MetricTiles({ range }: { range: MetricRange }) {
  const { data, isPending } = useQuery(agentMetricsQuery(range))
  if (data !== undefined) {
    return (
      <ul aria-label={`Figures of ${RANGE_NAMES[data.range]}`} className={GRID}>
        {tilesOf(data).map((tile) => (
          <TileCard key={tile.label} tile={tile} />
        ))}
      </ul>
    )
  }
  if (!isPending) return null
  return (
    <Loading>
      <div className={GRID}>
        {['rate', 'share', 'time', 'waiting'].map((tile) => (
          <CardSkeleton key={tile} className="h-[5.75rem]" />
        ))}
      </div>
    </Loading>
  )
}
