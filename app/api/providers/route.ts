import { z } from 'zod'
import { clinicQuery, providerView, saveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { listProviders } from '#lib/services/provider/list.ts'
import { saveProvider } from '#lib/services/provider/save.ts'

export const GET = route(
  {
    input: clinicQuery,
    doc: {
      summary: 'List providers',
      description: 'With hours, time off and what they offer.',
      scope: 'conversations:read',
      output: z.array(providerView),
    },
  },
  ({ ctx, input }) => listProviders(ctx, input),
)

export const POST = route(
  {
    input: saveProviderInput.omit({ provider_id: true, version: true, hours_version: true }),
    status: 201,
    doc: { summary: 'Add a provider', scope: 'settings:write', output: providerView },
  },
  ({ ctx, input }) => saveProvider(ctx, input),
)
