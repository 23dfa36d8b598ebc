import { appointmentIdInput, decisionView } from '#lib/domain/messaging/decision-schema.ts'
import { route } from '#lib/http/route.ts'
import { openVisitDecision } from '#lib/services/audit/open.ts'

export const GET = route(
  {
    input: appointmentIdInput,
    path: { id: 'appointment_id' },
    doc: {
      summary: 'Read how a visit came about',
      description: 'The patient’s text that led to it, and everything between; or who booked it without one.',
      scope: 'conversations:read',
      output: decisionView,
    },
  },
  ({ ctx, input }) => openVisitDecision(ctx, input),
)
