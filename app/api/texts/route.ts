import { sendStaffTextInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { sendStaffText } from '#lib/services/sms/send-staff-text.ts'

export const POST = route({ input: sendStaffTextInput, status: 201 }, ({ ctx, input }) =>
  sendStaffText(ctx, input),
)
