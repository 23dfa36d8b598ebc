import { clinicScope, found, requireClinic, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ListWaitingListQuery,
  listWaitingListQuery,
  type WaitingListPage,
} from '#lib/domain/waiting-list/schema.ts'
import { ENTRY_INCLUDE, entryViews } from './view.ts'

/** Those who wait in the actor's clinics, longest waiting first, in keyset pages; of one service or patient on demand. */
export async function listWaitingList(ctx: Ctx, query: ListWaitingListQuery): Promise<WaitingListPage> {
  const parsed = parseInput(listWaitingListQuery, query)
  requirePermission(ctx, 'conversations:read')
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  if (parsed.patient_id) {
    found(ctx, await ctx.db.patient.findUnique({ where: { id: parsed.patient_id } }), 'The patient')
  }
  const cursor = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const at = cursor && cursorTime(cursor)
  const rows = await ctx.db.waitingListEntry.findMany({
    where: {
      ...clinicScope(ctx),
      ...(parsed.clinic_id ? { clinic_id: parsed.clinic_id } : {}),
      ...(parsed.service_type_id ? { service_type_id: parsed.service_type_id } : {}),
      ...(parsed.patient_id ? { patient_id: parsed.patient_id } : {}),
      state: 'waiting',
      ...(cursor && at
        ? { OR: [{ created_at: { gt: at } }, { created_at: at, id: { gt: cursor.id } }] }
        : {}),
    },
    include: ENTRY_INCLUDE,
    orderBy: [{ created_at: 'asc' }, { id: 'asc' }],
    take: size + 1,
  })
  const page = cutPage(rows, size, (row) => ({ at: row.created_at.toISOString(), id: row.id }))
  return { items: await entryViews(ctx, page.items), next_cursor: page.next_cursor }
}
