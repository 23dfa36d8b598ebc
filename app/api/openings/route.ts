import { listOpeningsQuery, openingPage } from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { listOpenings } from '#lib/services/opening/list.ts'

export const GET = route(
  {
    input: listOpeningsQuery,
    doc: { summary: 'List freed times', scope: 'conversations:read', output: openingPage },
  },
  ({ ctx, input }) => listOpenings(ctx, input),
)
