import { campaignIdInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { getCampaign } from '#lib/services/campaign/get.ts'

export const GET = route({ input: campaignIdInput, path: { id: 'campaign_id' } }, ({ ctx, input }) =>
  getCampaign(ctx, input),
)
