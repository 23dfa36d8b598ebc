import { prometheusResponse } from '#lib/http/prometheus.ts'
import { route } from '#lib/http/route.ts'
import { readInstallationMetrics } from '#lib/services/metrics/read-all.ts'

/** For Prometheus, with a key that covers every clinic. */
export const GET = route(
  {
    doc: {
      summary: 'Read the figures for Prometheus',
      description: 'The key must cover every clinic.',
      scope: 'agents:read',
      produces: 'text/plain',
    },
  },
  async ({ ctx }) => prometheusResponse(await readInstallationMetrics(ctx), ctx.config.version),
)
