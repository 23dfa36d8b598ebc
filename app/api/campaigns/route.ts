import { listCampaignsQuery } from '#lib/domain/campaign/schema.ts'
import { route } from '#lib/http/route.ts'
import { listCampaigns } from '#lib/services/campaign/list.ts'

export const GET = route({ input: listCampaignsQuery }, ({ ctx, input }) => listCampaigns(ctx, input))
