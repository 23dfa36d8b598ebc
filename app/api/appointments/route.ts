import { bookAppointmentInput, listAppointmentsQuery } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { listAppointments } from '#lib/services/appointment/list.ts'

export const GET = route({ input: listAppointmentsQuery }, ({ ctx, input }) => listAppointments(ctx, input))

export const POST = route({ input: bookAppointmentInput, status: 201 }, ({ ctx, input }) =>
  bookAppointment(ctx, input),
)
