import { route } from '#lib/http/route.ts'
import { readToday, todayQuery } from '#lib/services/today/read.ts'

export const GET = route({ input: todayQuery }, ({ ctx, input }) => readToday(ctx, input))
