import { rescheduleAppointmentInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'

export const POST = route(
  { input: rescheduleAppointmentInput, path: { id: 'appointment_id' } },
  ({ ctx, input }) => rescheduleAppointment(ctx, input),
)
