import { agentMetrics, agentMetricsQuery } from '#lib/domain/operations/schema.ts'
import { route } from '#lib/http/route.ts'
import { readAgentMetrics } from '#lib/services/metrics/charts.ts'

export const GET = route(
  {
    input: agentMetricsQuery,
    doc: {
      summary: 'Read the figures of the bus',
      description: 'Counted from its rows over a range of time.',
      scope: 'agents:read',
      output: agentMetrics,
    },
  },
  ({ ctx, input }) => readAgentMetrics(ctx, input),
)
