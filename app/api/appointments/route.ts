import { z } from 'zod'
import {
  appointmentView,
  bookAppointmentInput,
  listAppointmentsQuery,
} from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { listAppointments } from '#lib/services/appointment/list.ts'

export const GET = route(
  {
    input: listAppointmentsQuery,
    doc: {
      summary: 'List appointments and holds',
      description: 'All that touch the range, earliest first; at most 62 days.',
      scope: 'conversations:read',
      output: z.array(appointmentView),
    },
  },
  ({ ctx, input }) => listAppointments(ctx, input),
)

export const POST = route(
  {
    input: bookAppointmentInput,
    status: 201,
    doc: {
      summary: 'Book an appointment',
      description:
        'The time must be free; the patient gets a confirmation text unless `notify_patient` is false.',
      scope: 'appointments:write',
      output: appointmentView,
    },
  },
  ({ ctx, input }) => bookAppointment(ctx, input),
)
