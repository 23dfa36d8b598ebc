import { route } from '#lib/http/route.ts'
import { listAgents } from '#lib/services/agent/list.ts'

export const GET = route({}, ({ ctx }) => listAgents(ctx))
