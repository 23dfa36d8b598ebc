import { campaignDetail, campaignIdInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { getCampaign } from '#lib/services/campaign/get.ts'

export const GET = route(
  {
    input: campaignIdInput,
    path: { id: 'campaign_id' },
    doc: {
      summary: 'Read a campaign',
      description: 'With every visit and what became of it.',
      scope: 'conversations:read',
      output: campaignDetail,
    },
  },
  ({ ctx, input }) => getCampaign(ctx, input),
)
