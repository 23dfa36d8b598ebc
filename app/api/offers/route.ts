import { sendOfferInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { sendOffer } from '#lib/services/offer/send.ts'

export const POST = route({ input: sendOfferInput, status: 201 }, ({ ctx, input }) => sendOffer(ctx, input))
