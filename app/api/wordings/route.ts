import { z } from 'zod'
import { listWordingsQuery, saveWordingInput, wordingView } from '#lib/domain/messaging/templates/schema.ts'
import { route } from '#lib/http/route.ts'
import { listWordings } from '#lib/services/template/list.ts'
import { saveWording } from '#lib/services/template/save.ts'

export const GET = route(
  {
    input: listWordingsQuery,
    doc: {
      summary: 'List the words of texts and the approved answers',
      description: 'What a clinic says in place of the defaults; with `key` every version of that text.',
      scope: 'conversations:read',
      output: z.array(wordingView),
    },
  },
  ({ ctx, input }) => listWordings(ctx, input),
)

export const PUT = route(
  {
    input: saveWordingInput,
    doc: {
      summary: 'Change the words of a text, or an approved answer',
      description:
        'Refused, with every reason, for words that a carrier acts on, that reveal a treatment, that name what the text does not know, or that make it too long or dear.',
      scope: 'settings:write',
      output: wordingView,
    },
  },
  ({ ctx, input }) => saveWording(ctx, input),
)
