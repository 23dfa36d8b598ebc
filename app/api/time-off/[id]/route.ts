import { cancelTimeOffInput, timeOffView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { cancelTimeOff } from '#lib/services/provider/cancel-time-off.ts'

export const DELETE = route(
  {
    input: cancelTimeOffInput,
    path: { id: 'time_off_id' },
    doc: { summary: 'Cancel time off', scope: 'appointments:write', output: timeOffView },
  },
  ({ ctx, input }) => cancelTimeOff(ctx, input),
)
