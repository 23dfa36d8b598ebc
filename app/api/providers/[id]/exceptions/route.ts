import { setExceptionInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { setException } from '#lib/services/provider/set-exception.ts'

export const PUT = route({ input: setExceptionInput, path: { id: 'provider_id' } }, ({ ctx, input }) =>
  setException(ctx, input),
)
