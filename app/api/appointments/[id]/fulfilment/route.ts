import { appointmentStepInput, appointmentView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { markFulfilled } from '#lib/services/appointment/mark.ts'

export const POST = route(
  {
    input: appointmentStepInput,
    path: { id: 'appointment_id' },
    doc: { summary: 'Say that the visit is done', scope: 'appointments:write', output: appointmentView },
  },
  ({ ctx, input }) => markFulfilled(ctx, input),
)
