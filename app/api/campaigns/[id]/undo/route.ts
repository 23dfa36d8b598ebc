import { campaignIdInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { undoCampaign } from '#lib/services/campaign/undo.ts'

export const POST = route({ input: campaignIdInput, path: { id: 'campaign_id' } }, ({ ctx, input }) =>
  undoCampaign(ctx, input),
)
