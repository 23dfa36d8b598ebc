import { consentView, patientConsentInput } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { readConsent } from '#lib/services/consent/history.ts'

export const GET = route(
  {
    input: patientConsentInput,
    path: { id: 'patient_id' },
    doc: {
      summary: 'Read what a patient agreed to',
      description: 'Every change of it, the newest first; opting out holds for the phone in every clinic.',
      scope: 'conversations:read',
      output: consentView,
    },
  },
  ({ ctx, input }) => readConsent(ctx, input),
)
