import { sendStaffTextInput, staffTextResult } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { sendStaffText } from '#lib/services/sms/send-staff-text.ts'

export const POST = route(
  {
    input: sendStaffTextInput,
    status: 201,
    doc: {
      summary: 'Send a text to a patient',
      description: 'By hand, in the patient’s conversation. Refused for a patient who has opted out.',
      scope: 'sms:send',
      output: staffTextResult,
    },
  },
  ({ ctx, input }) => sendStaffText(ctx, input),
)
