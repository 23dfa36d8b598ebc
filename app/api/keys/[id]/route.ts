import { route } from '#lib/http/route.ts'
import { revokeApiKey, revokeApiKeyInput } from '#lib/services/api-key/revoke.ts'

export const DELETE = route({ input: revokeApiKeyInput, path: { id: 'key_id' } }, ({ ctx, input }) =>
  revokeApiKey(ctx, input),
)
