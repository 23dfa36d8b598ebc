import { campaignDetail, settleMemberInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { settleMember } from '#lib/services/campaign/settle.ts'

export const POST = route(
  {
    input: settleMemberInput,
    path: { id: 'campaign_id', member: 'member_id' },
    doc: {
      summary: 'Settle a visit by hand',
      description: 'For a visit that somebody has dealt with by phone.',
      scope: 'appointments:write',
      output: campaignDetail,
    },
  },
  ({ ctx, input }) => settleMember(ctx, input),
)
