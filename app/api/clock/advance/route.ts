import { advanceClockInput, advancedClock } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { advanceClock } from '#lib/services/clock/advance.ts'

export const POST = route(
  {
    input: advanceClockInput,
    isRepeatable: false,
    doc: {
      summary: 'Move the clock on',
      description:
        'On the mock gateway only: reminders, expiries and quiet hours follow. Waits until every process has it.',
      scope: 'sms:simulate',
      output: advancedClock,
    },
  },
  ({ ctx, input }) => advanceClock(ctx, input),
)
