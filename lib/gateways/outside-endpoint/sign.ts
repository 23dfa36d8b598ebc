import { Webhook } from 'standardwebhooks'
import type { OutsideRequest } from '#lib/domain/agents/outside-endpoint.ts'

const MS_PER_SECOND = 1_000

/**
 * The headers of Standard Webhooks 1.0 (https://www.standardwebhooks.com): `v1` is HMAC-SHA256 with the bytes of the secret
 * over `id.timestamp.body`. Throws for a secret that is none.
 */
export function signatureHeaders(
  { id, secret, at }: NonNullable<OutsideRequest['signature']>,
  body: string,
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / MS_PER_SECOND)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
  }
}
