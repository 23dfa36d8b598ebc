import { agentMetricsQuery } from '#lib/domain/operations/schema.ts'
import { route } from '#lib/http/route.ts'
import { readAgentMetrics } from '#lib/services/metrics/charts.ts'

export const GET = route({ input: agentMetricsQuery }, ({ ctx, input }) => readAgentMetrics(ctx, input))
