import { createApiKeyInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { listApiKeys } from '#lib/services/api-key/list.ts'

export const GET = route({}, ({ ctx }) => listApiKeys(ctx))

/** The key itself is in this answer and nowhere else. */
export const POST = route({ input: createApiKeyInput, status: 201 }, ({ ctx, input }) =>
  createApiKey(ctx, input),
)
