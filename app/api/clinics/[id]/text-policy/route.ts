import { saveTextPolicyInput, textPolicyView } from '#lib/domain/messaging/text-schema.ts'
import { clinicQuery } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { getTextPolicy } from '#lib/services/carrier/get-policy.ts'
import { saveTextPolicy } from '#lib/services/carrier/save-policy.ts'

export const GET = route(
  {
    input: clinicQuery,
    path: { id: 'clinic_id' },
    doc: {
      summary: 'See a clinic’s rules for texts',
      description: 'With how each carrier is, its pace and its price.',
      scope: 'conversations:read',
      output: textPolicyView,
    },
  },
  ({ ctx, input }) => getTextPolicy(ctx, input.clinic_id),
)

export const PUT = route(
  {
    input: saveTextPolicyInput,
    path: { id: 'clinic_id' },
    doc: {
      summary: 'Change a clinic’s rules for texts',
      description: 'What waits by the old rules is looked at again when its time comes.',
      scope: 'settings:write',
      output: textPolicyView,
    },
  },
  ({ ctx, input }) => saveTextPolicy(ctx, input),
)
