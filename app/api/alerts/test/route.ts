import { route } from '#lib/http/route.ts'
import { testAlertWebhook } from '#lib/services/alert/test-webhook.ts'

export const POST = route({}, ({ ctx }) => testAlertWebhook(ctx))
