import { z } from 'zod'
import { listPhonesQuery, simulatorPhone } from '#lib/domain/messaging/simulator-schema.ts'
import { route } from '#lib/http/route.ts'
import { listPhones } from '#lib/services/simulator/list-phones.ts'

export const GET = route(
  {
    input: listPhonesQuery,
    doc: {
      summary: 'List the phones of the mock gateway',
      description: 'Each as its owner sees it.',
      scope: 'conversations:read',
      output: z.array(simulatorPhone),
    },
  },
  ({ ctx, input }) => listPhones(ctx, input),
)
