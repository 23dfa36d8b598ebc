import type { App } from '#lib/compose.ts'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import { readHealth } from '#lib/services/health/read.ts'

/** Probes that come at one time share one look, so that many of them are no load on a database in trouble. */
const underWay = new WeakMap<App, Promise<HealthView>>()

function look(app: App): Promise<HealthView> {
  const current = underWay.get(app)
  if (current) return current
  const { sms, replyModel } = app.ports
  const next = readHealth({
    db: app.db,
    queueHealth: () => app.queue.health(),
    queueWarnings: () => app.queue.warnings(),
    systemNow: app.systemCtx().systemNow,
    version: app.config.version,
    smsProvider: sms.provider,
    replyModel: replyModel?.name ?? null,
    publicBaseUrl: app.config.publicBaseUrl,
  }).finally(() => underWay.delete(app))
  underWay.set(app, next)
  return next
}

/** 200 when every part works, else 503 with the same body. */
export async function healthResponse(app: App): Promise<Response> {
  const health = await look(app)
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503 })
}
