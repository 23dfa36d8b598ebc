import { offerIdInput, offerView } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { withdrawOffer } from '#lib/services/offer/withdraw.ts'

export const POST = route(
  {
    input: offerIdInput,
    path: { id: 'offer_id' },
    doc: {
      summary: 'Withdraw an offer',
      description: 'Its holds are released. The patient is not told; an answer to it gets fresh times.',
      scope: 'offers:send',
      output: offerView,
    },
  },
  ({ ctx, input }) => withdrawOffer(ctx, input),
)
