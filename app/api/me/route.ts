import { meView } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { readMe } from '#lib/services/session/me.ts'

export const GET = route(
  {
    auth: 'session',
    doc: {
      summary: 'Read who is signed in',
      description: 'And what the console needs to know about this installation.',
      scope: null,
      output: meView,
    },
  },
  ({ ctx }) => readMe(ctx),
)
