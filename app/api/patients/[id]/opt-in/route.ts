import { consentView, recordOptInInput } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { recordOptIn } from '#lib/services/consent/record-opt-in.ts'

export const POST = route(
  {
    input: recordOptInInput,
    path: { id: 'patient_id' },
    doc: {
      summary: 'Record that a patient agrees to texts',
      description:
        'As staff heard it, with the reason; it lifts an opt-out. Keys are refused. A carrier may keep a block of its own until START comes from the phone.',
      scope: 'sms:send',
      output: consentView,
    },
  },
  ({ ctx, input }) => recordOptIn(ctx, input),
)
