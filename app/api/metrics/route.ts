import { prometheusResponse } from '#lib/http/prometheus.ts'
import { route } from '#lib/http/route.ts'
import { readInstallationMetrics } from '#lib/services/metrics/read-all.ts'

/** For Prometheus, with a key that covers every clinic. */
export const GET = route({}, async ({ ctx }) =>
  prometheusResponse(await readInstallationMetrics(ctx), ctx.config.version),
)
