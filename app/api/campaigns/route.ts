import { campaignPage, listCampaignsQuery } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { listCampaigns } from '#lib/services/campaign/list.ts'

export const GET = route(
  {
    input: listCampaignsQuery,
    doc: {
      summary: 'List campaigns',
      description: 'What time off did to the visits in it.',
      scope: 'conversations:read',
      output: campaignPage,
    },
  },
  ({ ctx, input }) => listCampaigns(ctx, input),
)
