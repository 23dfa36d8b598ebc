import { cancelAppointmentInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'

export const POST = route(
  { input: cancelAppointmentInput, path: { id: 'appointment_id' } },
  ({ ctx, input }) => cancelAppointment(ctx, input),
)
