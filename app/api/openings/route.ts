import { listOpeningsQuery } from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { listOpenings } from '#lib/services/opening/list.ts'

export const GET = route({ input: listOpeningsQuery }, ({ ctx, input }) => listOpenings(ctx, input))
