import { clinicScope, requireClinic, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ListOpeningsQuery,
  listOpeningsQuery,
  type OpeningPage,
} from '#lib/domain/waiting-list/schema.ts'
import { OPENING_INCLUDE, openingView } from './view.ts'

/** Freed times of the actor's clinics with who was asked, the latest first, in keyset pages. */
export async function listOpenings(ctx: Ctx, query: ListOpeningsQuery): Promise<OpeningPage> {
  const parsed = parseInput(listOpeningsQuery, query)
  requirePermission(ctx, 'conversations:read')
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  const cursor = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const at = cursor && cursorTime(cursor)
  const rows = await ctx.db.opening.findMany({
    where: {
      ...clinicScope(ctx),
      ...(parsed.clinic_id ? { clinic_id: parsed.clinic_id } : {}),
      ...(parsed.state ? { state: parsed.state } : {}),
      ...(cursor && at
        ? { OR: [{ created_at: { lt: at } }, { created_at: at, id: { lt: cursor.id } }] }
        : {}),
    },
    include: OPENING_INCLUDE,
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    take: size + 1,
  })
  const page = cutPage(rows, size, (row) => ({ at: row.created_at.toISOString(), id: row.id }))
  return { items: page.items.map((row) => openingView(ctx, row)), next_cursor: page.next_cursor }
}
