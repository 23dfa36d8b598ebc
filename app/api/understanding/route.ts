import { understandingView } from '#lib/domain/messaging/eval/published.ts'
import { route } from '#lib/http/route.ts'
import { readUnderstanding } from '#lib/services/decision/understanding.ts'

export const GET = route(
  {
    doc: {
      summary: 'Read how well texts are understood',
      description:
        'The published scores of the labelled texts, and how many real texts of the last 30 days needed a person.',
      scope: 'conversations:read',
      output: understandingView,
    },
  },
  ({ ctx }) => readUnderstanding(ctx),
)
