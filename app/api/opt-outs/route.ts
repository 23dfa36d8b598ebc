import { listOptedOutQuery, optedOutPage } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { listOptedOut } from '#lib/services/consent/list-opted-out.ts'

/** For administrators. */
export const GET = route(
  {
    input: listOptedOutQuery,
    doc: {
      summary: 'List who has opted out',
      description: 'Across the caller’s clinics, the latest first.',
      scope: 'admin',
      output: optedOutPage,
    },
  },
  ({ ctx, input }) => listOptedOut(ctx, input),
)
