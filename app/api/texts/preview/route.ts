import { sendStaffTextInput, textPreview } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { previewStaffText } from '#lib/services/sms/preview.ts'

/** Segments and price of a text. Changes nothing. */
export const POST = route(
  {
    input: sendStaffTextInput,
    doc: {
      summary: 'See segments and price of a text',
      description: 'Changes nothing.',
      scope: 'conversations:read',
      output: textPreview,
    },
  },
  ({ ctx, input }) => previewStaffText(ctx, input),
)
