import { recordOptInInput } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { recordOptIn } from '#lib/services/consent/record-opt-in.ts'

export const POST = route({ input: recordOptInInput, path: { id: 'patient_id' } }, ({ ctx, input }) =>
  recordOptIn(ctx, input),
)
