import { holdSlotInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { holdSlot } from '#lib/services/appointment/hold.ts'

export const POST = route({ input: holdSlotInput, status: 201 }, ({ ctx, input }) => holdSlot(ctx, input))
