import { appointmentStepInput, appointmentView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { markArrived } from '#lib/services/appointment/mark.ts'

export const POST = route(
  {
    input: appointmentStepInput,
    path: { id: 'appointment_id' },
    doc: { summary: 'Say that the patient is here', scope: 'appointments:write', output: appointmentView },
  },
  ({ ctx, input }) => markArrived(ctx, input),
)
