import { carrierCheckResult } from '#lib/domain/messaging/direct-schema.ts'
import { route } from '#lib/http/route.ts'
import { checkCarriers } from '#lib/services/carrier/check.ts'

export const POST = route(
  {
    permission: 'settings:write',
    doc: {
      summary: 'Check carriers and model',
      description: 'Asks each whether it takes our credentials and is set up as we are. Sends no text.',
      output: carrierCheckResult,
    },
  },
  ({ ctx }) => checkCarriers(ctx),
)
