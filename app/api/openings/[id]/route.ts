import { z } from 'zod'
import { openingDetail } from '#lib/domain/waiting-list/schema.ts'
import { id } from '#lib/domain/wire.ts'
import { route } from '#lib/http/route.ts'
import { getOpening } from '#lib/services/opening/get.ts'

export const GET = route(
  {
    input: z.object({ opening_id: id }),
    path: { id: 'opening_id' },
    doc: {
      summary: 'Read a freed time',
      description: 'With the whole chain that it belongs to.',
      scope: 'conversations:read',
      output: openingDetail,
    },
  },
  ({ ctx, input }) => getOpening(ctx, input.opening_id),
)
