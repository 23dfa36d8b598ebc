import { openingPreview, previewOpeningInput } from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewOpening } from '#lib/services/opening/preview.ts'

/** Who would be asked about an example time. Changes nothing. */
export const POST = route(
  {
    input: previewOpeningInput,
    doc: {
      summary: 'See who would be asked',
      description: 'About an example time. Changes nothing.',
      scope: 'conversations:read',
      output: openingPreview,
    },
  },
  ({ ctx, input }) => previewOpening(ctx, input),
)
