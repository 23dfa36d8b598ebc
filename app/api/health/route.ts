import { healthResponse } from '#lib/http/health.ts'
import { route } from '#lib/http/route.ts'

/** How the parts are, without a login: 200 when all are well, else 503 with the failing ones named. */
export const GET = route({ auth: 'none' }, ({ app }) => healthResponse(app))
