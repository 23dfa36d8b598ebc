import { queryOptions } from '@tanstack/react-query'
import type {
  TestWebhookInput,
  WebhooksView,
  WebhookTestResult,
} from '#lib/domain/messaging/webhook-schema.ts'
import { apiFetch } from './fetch.ts'

const REFRESH_MS = 15_000

/** How what carriers post goes. */
export const webhooksQuery = () =>
  queryOptions({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => apiFetch<WebhooksView>('/api/sms/webhooks', { signal }),
    refetchInterval: REFRESH_MS,
  })

/** Posts a signed test to our own public address. */
export const testWebhook = (input: TestWebhookInput): Promise<WebhookTestResult> =>
  apiFetch('/api/sms/webhooks/test', { method: 'POST', body: input })
