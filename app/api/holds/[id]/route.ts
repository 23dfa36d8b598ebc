import { z } from 'zod'
import { appointmentStepInput, appointmentView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { releaseHold } from '#lib/services/appointment/release.ts'

/** `version` may stand in the query. */
const input = appointmentStepInput.extend({ version: z.coerce.number().int().optional() })

export const DELETE = route(
  {
    input,
    path: { id: 'appointment_id' },
    doc: { summary: 'Release a hold', scope: 'appointments:write', output: appointmentView },
  },
  ({ ctx, input: hold }) => releaseHold(ctx, hold),
)
