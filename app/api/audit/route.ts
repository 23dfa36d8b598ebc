import { auditPage } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { listAudit, listAuditQuery } from '#lib/services/audit/list.ts'

export const GET = route(
  {
    input: listAuditQuery,
    doc: {
      summary: 'Read the audit trail',
      description: 'The newest first. What was refused is in it too.',
      scope: 'conversations:read',
      output: auditPage,
    },
  },
  ({ ctx, input }) => listAudit(ctx, input),
)
