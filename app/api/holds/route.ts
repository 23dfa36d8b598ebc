import { appointmentView, holdSlotInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { holdSlot } from '#lib/services/appointment/hold.ts'

export const POST = route(
  {
    input: holdSlotInput,
    status: 201,
    doc: {
      summary: 'Hold a time',
      description: 'Nobody else gets it until it is booked, released or over.',
      scope: 'appointments:write',
      output: appointmentView,
    },
  },
  ({ ctx, input }) => holdSlot(ctx, input),
)
