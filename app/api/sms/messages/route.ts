import {
  clearedTexts,
  directQuery,
  directText,
  sendDirectInput,
} from '#lib/domain/messaging/direct-schema.ts'
import { route } from '#lib/http/route.ts'
import { clearTexts } from '#lib/services/sms/clear.ts'
import { getDirectText } from '#lib/services/sms/direct-view.ts'
import { sendDirectText } from '#lib/services/sms/send-direct.ts'

const sent = 'A number that no patient has becomes one without a name. GET says what became of the text.'
export const POST = route(
  {
    input: sendDirectInput,
    status: 201,
    doc: { summary: 'Text a phone number', description: sent, scope: 'sms:send', output: directText },
  },
  ({ ctx, input }) => sendDirectText(ctx, input),
)

const found = 'Get one text by its id here or at the carrier'
export const GET = route(
  { input: directQuery, doc: { summary: found, scope: 'conversations:read', output: directText } },
  ({ ctx, input }) => getDirectText(ctx, input),
)

export const DELETE = route(
  {
    doc: {
      summary: 'Delete every text of the mock gateway',
      description: 'Refused on a carrier. Conversations and visits stay.',
      scope: 'settings:write',
      output: clearedTexts,
    },
  },
  ({ ctx }) => clearTexts(ctx),
)
