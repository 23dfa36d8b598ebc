import { clinicQuery } from '#lib/domain/scheduling/schema.ts'
import { saveWaitingListRulesInput, waitingListRules } from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { readWaitingListRules } from '#lib/services/waiting-list/rules.ts'
import { saveWaitingListRules } from '#lib/services/waiting-list/save-rules.ts'

export const GET = route(
  {
    input: clinicQuery,
    doc: {
      summary: 'Read how freed times are offered',
      scope: 'conversations:read',
      output: waitingListRules,
    },
  },
  ({ ctx, input }) => readWaitingListRules(ctx, input),
)

export const PUT = route(
  {
    input: saveWaitingListRulesInput,
    doc: { summary: 'Change how freed times are offered', scope: 'settings:write', output: waitingListRules },
  },
  ({ ctx, input }) => saveWaitingListRules(ctx, input),
)
