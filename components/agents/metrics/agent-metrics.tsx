'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { agentMetricsQuery } from '#lib/api/agent-metrics.ts'
import type { MetricRange } from '#lib/domain/operations/metric-range.ts'
import type { AgentMetrics as Metrics } from '#lib/domain/operations/schema.ts'
import { useClinic } from '../../shell/use-clinic.tsx'
import { agentName } from '../../ui/agent-name.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { CardEmpty, SectionCard } from '../../ui/section-card.tsx'
import { CardSkeleton, Loading } from '../../ui/skeletons.tsx'
import { StaleData } from '../stale-data.tsx'
import { FailureList } from './failure-list.tsx'
import { MetricTiles } from './metric-tiles.tsx'
import { bucketWords, figure, NO_FIGURE, percent, RANGE_NAMES, timeTaken } from './metric-words.ts'
import { type ChartTone, type Series, TimeChart } from './time-chart.tsx'

const GRID = 'grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2'
const SECONDS_PER_MINUTE = 60
const QUEUE_TONES: readonly ChartTone[] = ['accent', 'warn', 'info', 'bad', 'quiet']

/** The bus in figures and charts over a range, counted from its messages. */
export function AgentMetrics({ range }: { range: MetricRange }) {
  const query = useQuery(agentMetricsQuery(range))
  if (query.data !== undefined) {
    return (
      <>
        <StaleData queries={[query]} what="The figures" />
        <div className="flex flex-col gap-4 p-4 sm:p-5">
          <MetricTiles range={range} />
          <Charts metrics={query.data} />
        </div>
      </>
    )
  }
  if (query.isError) {
    return (
      <ErrorState
        what="The figures could not be counted."
        error={query.error}
        safe="The agents go on by themselves."
        onRetry={() => query.refetch()}
      />
    )
  }
  return (
    <div className="flex flex-col gap-4 p-4 sm:p-5">
      <MetricTiles range={range} />
      <Loading>
        <div className={GRID}>
          {['sent', 'delivered', 'time', 'waiting'].map((chart) => (
            <CardSkeleton key={chart} className="h-72" />
          ))}
        </div>
      </Loading>
    </div>
  )
}

function Charts({ metrics }: { metrics: Metrics }) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const { buckets } = metrics
  const times = buckets.map(({ from }) => bucketWords(from, metrics.range, zone))
  const minutes = metrics.bucket_seconds / SECONDS_PER_MINUTE
  const ended = metrics.delivered + metrics.failed
  return (
    <div className={GRID}>
      <ChartCard title="Throughput" aside={`${figure(metrics.sent)} sent`} isEmpty={metrics.sent === 0}>
        <TimeChart
          label="Messages sent per minute"
          kind="bars"
          series={[
            { label: 'per minute', values: buckets.map(({ sent }) => sent / minutes), tone: 'accent' },
          ]}
          times={times}
          format={(value) => (value === null ? NO_FIGURE : figure(value))}
        />
      </ChartCard>
      <ChartCard
        title="Success"
        aside={ended === 0 ? '' : `${percent(metrics.delivered, ended)} delivered`}
        isEmpty={ended === 0}
      >
        <TimeChart
          label="Share of messages that were delivered, and delivered at the first try"
          kind="lines"
          series={successSeries(metrics)}
          times={times}
          format={(value) => (value === null ? NO_FIGURE : percent(value, 1))}
          max={1}
        />
      </ChartCard>
      <ChartCard
        title="Delivery time"
        aside={`half within ${timeTaken(metrics.p50_ms)}`}
        isEmpty={metrics.delivered === 0}
      >
        <TimeChart
          label="Time from sending to receipt"
          kind="lines"
          series={[
            { label: 'p50', values: buckets.map(({ p50_ms }) => p50_ms), tone: 'accent' },
            { label: 'p95', values: buckets.map(({ p95_ms }) => p95_ms), tone: 'quiet', isDashed: true },
          ]}
          times={times}
          format={timeTaken}
        />
      </ChartCard>
      <ChartCard
        title="Waiting"
        aside={`${figure(metrics.waiting)} now`}
        isEmpty={metrics.queues.length === 0}
        emptyWords={`Nothing had to wait in ${RANGE_NAMES[metrics.range]}.`}
      >
        <TimeChart
          label="Messages that wait, by agent"
          kind="lines"
          series={queueSeries(metrics)}
          times={times}
          format={(value) => (value === null ? NO_FIGURE : figure(value))}
        />
      </ChartCard>
      <SectionCard title="Why tries failed" className="lg:col-span-2">
        <FailureList failures={metrics.failures} />
      </SectionCard>
    </div>
  )
}

function successSeries({ buckets }: Metrics): Series[] {
  const share = (part: (bucket: Metrics['buckets'][number]) => number) =>
    buckets.map((bucket) => {
      const ended = bucket.delivered + bucket.failed
      return ended === 0 ? null : part(bucket) / ended
    })
  return [
    { label: 'delivered', values: share(({ delivered }) => delivered), tone: 'accent' },
    { label: 'at the first try', values: share(({ first_try }) => first_try), tone: 'quiet', isDashed: true },
  ]
}

/** The longest queues on lines of their own, all the others on one. */
function queueSeries({ queues }: Metrics): Series[] {
  const own = queues.slice(0, QUEUE_TONES.length - 1)
  const rest = queues.slice(own.length)
  const series = own.map(({ agent, by_bucket }, index) => ({
    label: agent === null ? 'no agent yet' : agentName(agent),
    values: by_bucket,
    tone: QUEUE_TONES[index]!,
    isDashed: index % 2 === 1,
  }))
  if (rest.length === 0) return series
  const values = rest[0]!.by_bucket.map((_, index) =>
    rest.reduce((sum, { by_bucket }) => sum + (by_bucket[index] ?? 0), 0),
  )
  return [...series, { label: `${rest.length} others`, values, tone: 'quiet' as const, isDashed: false }]
}

interface ChartCardProps {
  title: string
  aside: string
  isEmpty: boolean
  emptyWords?: string
  children: ReactNode
}

function ChartCard({ title, aside, isEmpty, emptyWords, children }: ChartCardProps) {
  return (
    <SectionCard
      title={title}
      aside={isEmpty ? undefined : <span className="text-xs text-muted">{aside}</span>}
    >
      {isEmpty ? <CardEmpty>{emptyWords ?? 'Nothing to draw in this time yet.'}</CardEmpty> : children}
    </SectionCard>
  )
}
