import { previewTimeOffInput, timeOffPreview } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewTimeOff } from '#lib/services/campaign/preview.ts'

export const POST = route(
  {
    input: previewTimeOffInput,
    path: { id: 'provider_id' },
    doc: {
      summary: 'See what time off would do',
      description: 'Which visits it hits and what their patients could be offered. Changes nothing.',
      scope: 'conversations:read',
      output: timeOffPreview,
    },
  },
  ({ ctx, input }) => previewTimeOff(ctx, input),
)
