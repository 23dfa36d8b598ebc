import { overrideBookingInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { overrideBooking } from '#lib/services/appointment/override.ts'

export const POST = route({ input: overrideBookingInput }, ({ ctx, input }) => overrideBooking(ctx, input))
