import { apiKeyView, keyIdInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { revokeApiKey } from '#lib/services/api-key/revoke.ts'

export const DELETE = route(
  {
    input: keyIdInput,
    path: { id: 'key_id' },
    doc: { summary: 'Revoke an API key', description: 'At once.', scope: 'admin', output: apiKeyView },
  },
  ({ ctx, input }) => revokeApiKey(ctx, input),
)
