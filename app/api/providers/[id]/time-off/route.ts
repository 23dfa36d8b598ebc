import { enterTimeOffInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'

export const POST = route(
  { input: enterTimeOffInput, path: { id: 'provider_id' }, status: 201 },
  ({ ctx, input }) => addTimeOff(ctx, input),
)
