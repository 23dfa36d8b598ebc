import { appointmentView, cancelAppointmentInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'

export const POST = route(
  {
    input: cancelAppointmentInput,
    path: { id: 'appointment_id' },
    doc: {
      summary: 'Cancel an appointment',
      description: 'The time is free at once; the patient gets a text unless `notify_patient` is false.',
      scope: 'appointments:write',
      output: appointmentView,
    },
  },
  ({ ctx, input }) => cancelAppointment(ctx, input),
)
