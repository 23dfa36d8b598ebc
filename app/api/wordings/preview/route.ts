import { previewWordingInput, wordingPreview } from '#lib/domain/messaging/templates/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewWording } from '#lib/services/template/preview.ts'

export const POST = route(
  {
    input: previewWordingInput,
    doc: {
      summary: 'Preview the words of a text',
      description:
        'With a real patient of the clinic where there is one, its segments and price, and everything that speaks against saving it. Changes nothing.',
      scope: 'conversations:read',
      output: wordingPreview,
    },
  },
  ({ ctx, input }) => previewWording(ctx, input),
)
