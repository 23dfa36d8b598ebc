import { overrideBookingInput, overrideBookingResult } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { overrideBooking } from '#lib/services/appointment/override.ts'

export const POST = route(
  {
    input: overrideBookingInput,
    doc: {
      summary: 'Book, move or cancel against the rules',
      description:
        'Beats availability, notice, buffers and holds; another booking must be moved or cancelled in the same call. Preview first with `is_preview`.',
      scope: 'bookings:override',
      output: overrideBookingResult,
    },
  },
  ({ ctx, input }) => overrideBooking(ctx, input),
)
