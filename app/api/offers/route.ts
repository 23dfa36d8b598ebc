import { sendOfferInput, sendOfferResult } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { sendOffer } from '#lib/services/offer/send.ts'

export const POST = route(
  {
    input: sendOfferInput,
    status: 201,
    doc: {
      summary: 'Send an offer',
      description:
        'Holds the times, writes the text and sends it: all or nothing. A new offer to the same patient for the same service takes the place of the older one.',
      scope: 'offers:send',
      output: sendOfferResult,
    },
  },
  ({ ctx, input }) => sendOffer(ctx, input),
)
