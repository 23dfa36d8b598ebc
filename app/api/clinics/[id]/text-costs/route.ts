import { textCosts, textCostsQuery } from '#lib/domain/messaging/text-schema.ts'
import { route } from '#lib/http/route.ts'
import { getTextCosts } from '#lib/services/carrier/costs.ts'

export const GET = route(
  {
    input: textCostsQuery,
    path: { id: 'clinic_id' },
    doc: {
      summary: 'See what a month of texts costs',
      description: 'By carrier and direction: charged where the carrier has said so, estimated where not.',
      scope: 'conversations:read',
      output: textCosts,
    },
  },
  ({ ctx, input }) => getTextCosts(ctx, input),
)
