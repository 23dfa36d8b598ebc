import { patientConsentInput } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { readConsent } from '#lib/services/consent/history.ts'

export const GET = route({ input: patientConsentInput, path: { id: 'patient_id' } }, ({ ctx, input }) =>
  readConsent(ctx, input),
)
