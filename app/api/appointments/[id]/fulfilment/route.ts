import { appointmentStepInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { markFulfilled } from '#lib/services/appointment/mark.ts'

export const POST = route({ input: appointmentStepInput, path: { id: 'appointment_id' } }, ({ ctx, input }) =>
  markFulfilled(ctx, input),
)
