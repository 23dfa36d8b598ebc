import { replyModelView, setReplyModelInput } from '#lib/domain/operations/reply-model-schema.ts'
import { route } from '#lib/http/route.ts'
import { getReplyModel } from '#lib/services/reply-model/get.ts'
import { setReplyModel } from '#lib/services/reply-model/set.ts'

export const GET = route(
  { doc: { summary: 'Read whether a model reads replies', scope: 'admin', output: replyModelView } },
  ({ ctx }) => getReplyModel(ctx),
)

export const PUT = route(
  {
    input: setReplyModelInput,
    doc: {
      summary: 'Switch the model that reads replies',
      description: 'Holds at once, for all clinics. Off: people read what the rules cannot.',
      scope: 'admin',
      output: replyModelView,
    },
  },
  ({ ctx, input }) => setReplyModel(ctx, input),
)
