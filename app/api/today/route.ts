import { todayView } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { readToday, todayQuery } from '#lib/services/today/read.ts'

export const GET = route(
  {
    input: todayQuery,
    doc: {
      summary: 'Read the day at a glance',
      description: 'Of one clinic: who needs an answer, today’s visits, offers that wait.',
      scope: 'conversations:read',
      output: todayView,
    },
  },
  ({ ctx, input }) => readToday(ctx, input),
)
