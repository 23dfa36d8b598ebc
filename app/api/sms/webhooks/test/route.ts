import { testWebhookInput, webhookTestResult } from '#lib/domain/messaging/webhook-schema.ts'
import { route } from '#lib/http/route.ts'
import { tryWebhook } from '#lib/http/webhook-test.ts'

export const POST = route(
  {
    input: testWebhookInput,
    doc: {
      summary: 'Post a signed test to our own public address',
      description: 'As the carrier would. No text comes of it.',
      scope: 'settings:write',
      output: webhookTestResult,
    },
  },
  ({ app, ctx, input }) => tryWebhook(app, ctx, input),
)
