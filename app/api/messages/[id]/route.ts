import { route } from '#lib/http/route.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'

export const GET = route({ agentMessaging: true }, ({ ctx, params }) => getMessage(ctx, params.id ?? ''))
