import { webhooksView } from '#lib/domain/messaging/webhook-schema.ts'
import { route } from '#lib/http/route.ts'
import { listWebhooks } from '#lib/services/webhook/list.ts'

export const GET = route(
  {
    doc: {
      summary: 'See how what carriers post goes',
      description:
        'By sender: the last good post, what was turned down and why, topics that asked, and the comparison with the carrier’s list.',
      scope: 'conversations:read',
      output: webhooksView,
    },
  },
  ({ ctx, app: { settings } }) =>
    listWebhooks(ctx, {
      has_twilio: settings.twilio !== null,
      topic_arns: settings.aws?.topicArns ?? [],
      has_eventbridge: (settings.aws?.eventBridgeKeys.length ?? 0) > 0,
    }),
)
