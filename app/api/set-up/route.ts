import { setUpInput, setUpResult, setUpState } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { isSetUpOpen } from '#lib/services/set-up/is-open.ts'
import { setUp } from '#lib/services/set-up/set-up.ts'

export const GET = route(
  { auth: 'none', doc: { summary: 'See whether the set-up is open', output: setUpState } },
  async ({ ctx }) => ({ is_open: await isSetUpOpen(ctx) }),
)

/** Works once, with the token that the start printed, while nobody can sign in. */
export const POST = route(
  {
    auth: 'none',
    input: setUpInput,
    status: 201,
    doc: {
      summary: 'Set an empty installation up',
      description: 'Works once, with the token that the start printed, while nobody can sign in.',
      output: setUpResult,
    },
  },
  ({ ctx, input }) => setUp(ctx, input),
)
