import { setExceptionInput, setExceptionResult } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { setException } from '#lib/services/provider/set-exception.ts'

export const PUT = route(
  {
    input: setExceptionInput,
    path: { id: 'provider_id' },
    doc: {
      summary: 'Set the hours of one date',
      description: 'In place of the weekly ones.',
      scope: 'appointments:write',
      output: setExceptionResult,
    },
  },
  ({ ctx, input }) => setException(ctx, input),
)
