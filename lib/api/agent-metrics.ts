import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { MetricRange } from '#lib/domain/operations/metric-range.ts'
import type { AgentMetrics } from '#lib/domain/operations/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** Every message is a live event; the figures are counted again at this pace instead. */
const REFRESH_MS: Record<MetricRange, number> = { '1h': 10_000, '24h': 60_000, '7d': 300_000 }

/** The bus in figures over a range, as far as the login may see it. */
export const agentMetricsQuery = (range: MetricRange) =>
  queryOptions({
    queryKey: ['agent-metrics', range],
    queryFn: ({ signal }) => apiFetch<AgentMetrics>(`/api/agents/metrics${toQuery({ range })}`, { signal }),
    refetchInterval: REFRESH_MS[range],
    placeholderData: keepPreviousData,
  })
