import { offerIdInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { withdrawOffer } from '#lib/services/offer/withdraw.ts'

export const POST = route({ input: offerIdInput, path: { id: 'offer_id' } }, ({ ctx, input }) =>
  withdrawOffer(ctx, input),
)
