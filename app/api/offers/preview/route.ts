import { sendOfferInput, textPreview } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewOffer } from '#lib/services/offer/preview.ts'

/** The exact text that sending would send. Changes nothing. */
export const POST = route(
  {
    input: sendOfferInput,
    doc: {
      summary: 'See the text of an offer',
      description: 'The exact text that sending would send. Changes nothing.',
      scope: 'conversations:read',
      output: textPreview,
    },
  },
  ({ ctx, input }) => previewOffer(ctx, input),
)
