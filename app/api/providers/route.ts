import { clinicQuery, saveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { listProviders } from '#lib/services/provider/list.ts'
import { saveProvider } from '#lib/services/provider/save.ts'

export const GET = route({ input: clinicQuery }, ({ ctx, input }) => listProviders(ctx, input))

export const POST = route(
  { input: saveProviderInput.omit({ provider_id: true }), status: 201 },
  ({ ctx, input }) => saveProvider(ctx, input),
)
