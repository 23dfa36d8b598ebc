import { z } from 'zod'
import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import type { AuditEventView, AuditPage } from '#lib/domain/staff/schema.ts'
import { DEFAULT_PAGE_SIZE, id, pageQuery } from '#lib/domain/wire.ts'
import { eventView } from './view.ts'

export const listAuditQuery = pageQuery.extend({
  clinic_id: id.optional(),
  conversation_id: id.optional(),
  patient_id: id.optional(),
  denied: z.enum(['true']).optional().describe('Only what was refused.'),
})
export type ListAuditQuery = z.infer<typeof listAuditQuery>

const INCLUDE = { seal_item: { select: { position: true } } } as const satisfies Prisma.AuditEventInclude
type EventRow = Prisma.AuditEventGetPayload<{ include: typeof INCLUDE }>

/** The sequence number that the last page ended with. */
function readCursor(cursor: string | undefined): bigint | null {
  if (cursor === undefined) return null
  if (!/^\d{1,18}$/.test(cursor)) throw invalidInput('This is not the cursor of an earlier page.', 'cursor')
  return BigInt(cursor)
}

/** Events of the caller's clinics; events of the whole installation are for administrators. */
function scopeFilter(ctx: Ctx, clinicId: string | undefined): Prisma.AuditEventWhereInput {
  if (clinicId) return { clinic_id: clinicId }
  const { clinicIds, permissions } = ctx.actor
  if (clinicIds === 'all') return {}
  const own = { clinic_id: { in: [...clinicIds] } }
  return permissions.has('admin') ? { OR: [own, { clinic_id: null }] } : own
}

const toView = (ctx: Ctx, row: EventRow): AuditEventView => ({
  ...eventView(ctx, row),
  actor_kind: row.actor_kind,
  action: row.action,
  is_denied: row.is_denied,
  conversation_id: row.conversation_id,
  patient_id: row.patient_id,
  is_sealed: row.seal_item !== null,
})

/** The audit trail, newest first, a keyset page at a time. */
export async function listAudit(ctx: Ctx, input: ListAuditQuery): Promise<AuditPage> {
  requirePermission(ctx, 'conversations:read')
  const query = parseInput(listAuditQuery, input)
  if (query.clinic_id) requireClinic(ctx, query.clinic_id)
  const limit = query.limit ?? DEFAULT_PAGE_SIZE
  const before = readCursor(query.cursor)
  const rows = await store(ctx).auditEvent.findMany({
    where: {
      ...scopeFilter(ctx, query.clinic_id),
      ...(query.conversation_id ? { conversation_id: query.conversation_id } : {}),
      ...(query.patient_id ? { patient_id: query.patient_id } : {}),
      ...(query.denied ? { is_denied: true } : {}),
      ...(before === null ? {} : { sequence: { lt: before } }),
    },
    include: INCLUDE,
    orderBy: { sequence: 'desc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => toView(ctx, row)),
    next_cursor: rows.length > limit && last ? String(last.sequence) : null,
  }
}
