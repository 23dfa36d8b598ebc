import { campaignDetail, campaignIdInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { undoCampaign } from '#lib/services/campaign/undo.ts'

export const POST = route(
  {
    input: campaignIdInput,
    path: { id: 'campaign_id' },
    doc: {
      summary: 'Undo a campaign',
      description:
        'Withdraws what is still open and takes the time off back; what patients have chosen stays.',
      scope: 'appointments:write',
      output: campaignDetail,
    },
  },
  ({ ctx, input }) => undoCampaign(ctx, input),
)
