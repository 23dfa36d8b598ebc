import { route } from '#lib/http/route.ts'
import { listAudit, listAuditQuery } from '#lib/services/audit/list.ts'

export const GET = route({ input: listAuditQuery }, ({ ctx, input }) => listAudit(ctx, input))
