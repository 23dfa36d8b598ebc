import { z } from 'zod'
import { apiKeyView, createApiKeyInput, createdApiKeyView } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { listApiKeys } from '#lib/services/api-key/list.ts'

export const GET = route(
  {
    doc: {
      summary: 'List API keys',
      description: 'Without the keys themselves, which are not kept.',
      scope: 'admin',
      output: z.array(apiKeyView),
    },
  },
  ({ ctx }) => listApiKeys(ctx),
)

/** The key itself is in this answer and nowhere else. */
export const POST = route(
  {
    input: createApiKeyInput,
    status: 201,
    doc: {
      summary: 'Make an API key',
      description: 'The key is in this answer and nowhere else.',
      scope: 'admin',
      output: createdApiKeyView,
    },
  },
  ({ ctx, input }) => createApiKey(ctx, input),
)
