import { createdApiKeyView, rotateApiKeyInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { rotateApiKey } from '#lib/services/api-key/rotate.ts'

export const POST = route(
  {
    input: rotateApiKeyInput,
    path: { id: 'key_id' },
    status: 201,
    doc: {
      summary: 'Rotate an API key',
      description:
        'Makes the next key with the same name, scopes and reach. The old one works on for `overlap_hours`. The new key is in this answer and nowhere else.',
      scope: 'admin',
      output: createdApiKeyView,
    },
  },
  ({ ctx, input }) => rotateApiKey(ctx, input),
)
