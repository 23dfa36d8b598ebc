import { appointmentStepInput, appointmentView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { confirmAppointment } from '#lib/services/appointment/confirm.ts'

export const POST = route(
  {
    input: appointmentStepInput,
    path: { id: 'appointment_id' },
    doc: {
      summary: 'Note that the patient comes',
      description: 'As by phone. Further reminders stop; nobody is texted.',
      scope: 'appointments:write',
      output: appointmentView,
    },
  },
  ({ ctx, input }) => confirmAppointment(ctx, input),
)
