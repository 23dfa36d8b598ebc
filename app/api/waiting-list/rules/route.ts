import { clinicQuery } from '#lib/domain/scheduling/schema.ts'
import { saveWaitingListRulesInput } from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { readWaitingListRules } from '#lib/services/waiting-list/rules.ts'
import { saveWaitingListRules } from '#lib/services/waiting-list/save-rules.ts'

export const GET = route({ input: clinicQuery }, ({ ctx, input }) => readWaitingListRules(ctx, input))

export const PUT = route({ input: saveWaitingListRulesInput }, ({ ctx, input }) =>
  saveWaitingListRules(ctx, input),
)
