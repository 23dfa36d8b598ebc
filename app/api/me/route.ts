import { route } from '#lib/http/route.ts'
import { readMe } from '#lib/services/session/me.ts'

export const GET = route({ auth: 'session' }, ({ ctx }) => readMe(ctx))
