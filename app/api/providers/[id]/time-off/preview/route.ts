import { previewTimeOffInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewTimeOff } from '#lib/services/campaign/preview.ts'

export const POST = route({ input: previewTimeOffInput, path: { id: 'provider_id' } }, ({ ctx, input }) =>
  previewTimeOff(ctx, input),
)
