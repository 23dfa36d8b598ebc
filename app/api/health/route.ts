import { healthView } from '#lib/domain/staff/schema.ts'
import { healthResponse } from '#lib/http/health.ts'
import { route } from '#lib/http/route.ts'

/** How the parts are, without a login: 200 when all are well, else 503 with the failing ones named. */
export const GET = route(
  {
    auth: 'none',
    doc: {
      summary: 'See how the parts are',
      description: 'Without a login. 200 when all are well, else 503 with the failing ones named.',
      output: healthView,
      answers: { 503: { description: 'Something is down.', schema: healthView } },
    },
  },
  ({ app }) => healthResponse(app),
)
