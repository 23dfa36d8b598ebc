import { consentView, recordOptOutInput } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { recordOptOut } from '#lib/services/consent/record-opt-out.ts'

export const POST = route(
  {
    input: recordOptOutInput,
    path: { id: 'patient_id' },
    doc: {
      summary: 'Record that a patient wants no texts',
      description: 'Holds at once and for every clinic; open offers are withdrawn.',
      scope: 'sms:send',
      output: consentView,
    },
  },
  ({ ctx, input }) => recordOptOut(ctx, input),
)
