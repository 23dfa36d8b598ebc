import { alertTestResult } from '#lib/domain/operations/alert-schema.ts'
import { route } from '#lib/http/route.ts'
import { testAlertWebhook } from '#lib/services/alert/test-webhook.ts'

export const POST = route(
  {
    isRepeatable: false,
    doc: {
      summary: 'Post a test alert',
      description: 'Calls the webhook that is set and answers with what came back.',
      scope: 'settings:write',
      output: alertTestResult,
    },
  },
  ({ ctx }) => testAlertWebhook(ctx),
)
