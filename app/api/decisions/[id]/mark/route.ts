import { decisionIdInput, markDecisionInput } from '#lib/domain/messaging/decision-schema.ts'
import { route } from '#lib/http/route.ts'
import { markDecision, unmarkDecision } from '#lib/services/decision/mark.ts'

export const PUT = route(
  {
    input: markDecisionInput,
    path: { id: 'decision_id' },
    doc: {
      summary: 'Say that a text was misread',
      description:
        'Undoes nothing. The text becomes a labelled case of the evaluation. For people; keys are refused.',
      scope: 'sms:send',
    },
  },
  ({ ctx, input }) => markDecision(ctx, input),
)

export const DELETE = route(
  {
    input: decisionIdInput,
    path: { id: 'decision_id' },
    doc: { summary: 'Take back that a text was misread', scope: 'sms:send' },
  },
  ({ ctx, input }) => unmarkDecision(ctx, input),
)
