import { recordOptOutInput } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { recordOptOut } from '#lib/services/consent/record-opt-out.ts'

export const POST = route({ input: recordOptOutInput, path: { id: 'patient_id' } }, ({ ctx, input }) =>
  recordOptOut(ctx, input),
)
