import { settleMemberInput } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { settleMember } from '#lib/services/campaign/settle.ts'

export const POST = route(
  { input: settleMemberInput, path: { id: 'campaign_id', member: 'member_id' } },
  ({ ctx, input }) => settleMember(ctx, input),
)
