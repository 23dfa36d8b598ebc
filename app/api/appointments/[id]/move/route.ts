import { appointmentView, rescheduleAppointmentInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'

export const POST = route(
  {
    input: rescheduleAppointmentInput,
    path: { id: 'appointment_id' },
    doc: {
      summary: 'Move an appointment',
      description: 'To another time, or another provider; it stays the same appointment.',
      scope: 'appointments:write',
      output: appointmentView,
    },
  },
  ({ ctx, input }) => rescheduleAppointment(ctx, input),
)
