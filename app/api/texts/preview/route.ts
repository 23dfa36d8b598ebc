import { sendStaffTextInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewStaffText } from '#lib/services/sms/preview.ts'

/** Segments and price of a text. Changes nothing. */
export const POST = route({ input: sendStaffTextInput }, ({ ctx, input }) => previewStaffText(ctx, input))
