import { providerView, saveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { saveProvider } from '#lib/services/provider/save.ts'

export const PUT = route(
  {
    input: saveProviderInput,
    path: { id: 'provider_id' },
    doc: {
      summary: 'Change a provider',
      description: 'All fields at once, hours included. Visits outside new hours stay.',
      scope: 'settings:write',
      output: providerView,
    },
  },
  ({ ctx, input }) => saveProvider(ctx, input),
)
