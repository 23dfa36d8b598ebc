import type { Ctx } from '#lib/core/context.ts'
import type { Alert } from '#lib/db/generated/client.ts'
import type { OutsideRequest } from '#lib/domain/agents/outside-endpoint.ts'
import type { AlertPostBody } from '#lib/domain/operations/alert-schema.ts'
import type { AlertWebhook } from './settings.ts'

const PAGE = '/agents/alerts'

/** Where the alerts are read in the console; null without a public address. */
export const alertPageUrl = (ctx: Ctx): string | null =>
  ctx.config.publicBaseUrl === null ? null : `${ctx.config.publicBaseUrl}${PAGE}`

/** What is posted of an alert, as it stands now. */
export const toPostBody = (
  ctx: Ctx,
  alert: Omit<Alert, 'last_seen_at' | 'subject'>,
  event: 'opened' | 'closed' | 'test',
): AlertPostBody => ({
  type: `alert.${event}`,
  timestamp: new Date(ctx.systemNow()).toISOString(),
  data: {
    id: alert.id,
    kind: alert.kind as AlertPostBody['data']['kind'],
    clinic_id: alert.clinic_id,
    message: alert.message,
    opened_at: alert.opened_at.toISOString(),
    closed_at: alert.closed_at?.toISOString() ?? null,
    url: alertPageUrl(ctx),
  },
})

/** The signed request; `id` is the same at every try of one event. */
export const toRequest = (
  ctx: Ctx,
  webhook: AlertWebhook,
  id: string,
  body: AlertPostBody,
): OutsideRequest => ({
  url: webhook.url,
  body: JSON.stringify(body),
  signature: { id, secret: webhook.secret, at: ctx.systemNow() },
})
