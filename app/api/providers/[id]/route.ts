import { saveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { saveProvider } from '#lib/services/provider/save.ts'

export const PUT = route({ input: saveProviderInput, path: { id: 'provider_id' } }, ({ ctx, input }) =>
  saveProvider(ctx, input),
)
