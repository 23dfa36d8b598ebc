import { z } from 'zod'
import { id } from '#lib/domain/wire.ts'
import { route } from '#lib/http/route.ts'
import { getOpening } from '#lib/services/opening/get.ts'

export const GET = route(
  { input: z.object({ opening_id: id }), path: { id: 'opening_id' } },
  ({ ctx, input }) => getOpening(ctx, input.opening_id),
)
