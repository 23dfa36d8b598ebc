import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { readOutcome } from '#lib/domain/agents/delivery.ts'
import { conflict } from '#lib/domain/errors.ts'
import type { AlertTestResult } from '#lib/domain/operations/alert-schema.ts'
import { toPostBody, toRequest } from './post-body.ts'
import { requireOperator } from './require-operator.ts'
import { readSettings } from './settings.ts'

/**
 * Posts a test to the webhook that is saved, once, and says what came of it. Throws `conflict` when no webhook is saved,
 * `forbidden` unless the actor may set alerts.
 */
export async function testAlertWebhook(ctx: Ctx): Promise<AlertTestResult> {
  const webhook = await mutate(ctx, { name: 'alert.test', permission: 'settings:write' }, async (tx) => {
    await requireOperator(tx)
    await record(tx, { action: 'alert.tested', subject: { kind: 'alert_settings', id: '1' } })
    return (await readSettings(tx)).webhook
  })
  if (webhook === null) throw conflict('No webhook is saved yet. Save its address first.', 'webhook_url')
  const id = ctx.newId()
  const opened_at = new Date(ctx.systemNow())
  const message = 'A test. Nothing is wrong.'
  const body = toPostBody(
    ctx,
    { id, kind: 'test', clinic_id: null, message, opened_at, closed_at: null },
    'test',
  )
  const answer = await ctx.ports.outside.post(toRequest(ctx, webhook, id, body))
  const outcome = readOutcome(answer)
  return {
    is_delivered: outcome.kind === 'delivered',
    words: outcome.kind === 'delivered' ? 'The webhook took it.' : outcome.reason,
    duration_ms: answer.durationMs,
  }
}
