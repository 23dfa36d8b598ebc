import type { Ctx } from '#lib/core/context.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'

/** Where Twilio reports what became of a text. */
const STATUS_PATH = '/api/sms/status'

/**
 * The address for reports about one try; it brings our own ids back, so that a report also settles a send that got no answer.
 * Left out where the carrier takes none, or nobody outside reaches this installation over https.
 */
export function statusCallbackUrl(
  ctx: Ctx,
  gateway: SmsGateway,
  { message_id, attempt }: { message_id: string; attempt: number },
): { status_callback_url?: string } {
  const base = ctx.config.publicBaseUrl
  if (gateway.provider !== 'twilio' || !base?.startsWith('https://')) return {}
  const url = new URL(STATUS_PATH, base)
  url.searchParams.set('message_id', message_id)
  url.searchParams.set('attempt', String(attempt))
  return { status_callback_url: url.href }
}
