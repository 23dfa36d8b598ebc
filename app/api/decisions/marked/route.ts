import { listMarkedQuery, markedPage } from '#lib/domain/messaging/decision-schema.ts'
import { route } from '#lib/http/route.ts'
import { listMarked } from '#lib/services/decision/list-marked.ts'

export const GET = route(
  {
    input: listMarkedQuery,
    doc: { summary: 'List the texts that were misread', scope: 'admin', output: markedPage },
  },
  ({ ctx, input }) => listMarked(ctx, input),
)
