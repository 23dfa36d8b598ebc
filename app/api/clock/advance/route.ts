import { advanceClockInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { advanceClock } from '#lib/services/clock/advance.ts'

export const POST = route({ input: advanceClockInput }, ({ ctx, input }) => advanceClock(ctx, input))
