import { enterTimeOffInput, enterTimeOffResult } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'

export const POST = route(
  {
    input: enterTimeOffInput,
    path: { id: 'provider_id' },
    status: 201,
    doc: {
      summary: 'Enter time off',
      description:
        'Visits in it stay until somebody moves them, or a campaign asks their patients to choose again.',
      scope: 'appointments:write',
      output: enterTimeOffResult,
    },
  },
  ({ ctx, input }) => addTimeOff(ctx, input),
)
