import { decisionView, textIdInput } from '#lib/domain/messaging/decision-schema.ts'
import { route } from '#lib/http/route.ts'
import { openTextDecision } from '#lib/services/audit/open.ts'

export const GET = route(
  {
    input: textIdInput,
    path: { id: 'text_id' },
    doc: {
      summary: 'Read what a text was understood as and what came of it',
      description:
        'From a text of either direction: the words, who read them and how sure, the agents’ messages, the steps of the transaction, and our texts because of it.',
      scope: 'conversations:read',
      output: decisionView,
    },
  },
  ({ ctx, input }) => openTextDecision(ctx, input),
)
