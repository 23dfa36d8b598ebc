import { listOptedOutQuery } from '#lib/domain/consent/schema.ts'
import { route } from '#lib/http/route.ts'
import { listOptedOut } from '#lib/services/consent/list-opted-out.ts'

/** For administrators. */
export const GET = route({ input: listOptedOutQuery }, ({ ctx, input }) => listOptedOut(ctx, input))
