import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { AlertKind } from '#lib/domain/operations/alert.ts'
import { type AlertView, type ListAlertsQuery, listAlertsQuery } from '#lib/domain/operations/alert-schema.ts'

/** What concerns every clinic is for staff, and for keys that cover all of them. */
function alertScope({ actor }: Ctx): Prisma.AlertWhereInput {
  if (actor.clinicIds === 'all') return {}
  const own = { clinic_id: { in: [...actor.clinicIds] } }
  return actor.kind === 'staff' ? { OR: [own, { clinic_id: null }] } : own
}

const WITH_POSTS = { posts: { orderBy: { created_at: 'asc' } } } as const satisfies Prisma.AlertInclude
type AlertRow = Prisma.AlertGetPayload<{ include: typeof WITH_POSTS }>

const toAlertView = (row: AlertRow): AlertView => ({
  id: row.id,
  kind: row.kind as AlertKind,
  clinic_id: row.clinic_id,
  message: row.message,
  opened_at: row.opened_at.toISOString(),
  last_seen_at: row.last_seen_at.toISOString(),
  closed_at: row.closed_at?.toISOString() ?? null,
  posts: row.posts.map((post) => ({
    event: post.event as AlertView['posts'][number]['event'],
    state: post.state as AlertView['posts'][number]['state'],
    attempt: post.attempt,
    last_error: post.last_error,
    due_at: post.due_at.toISOString(),
    delivered_at: post.delivered_at?.toISOString() ?? null,
  })),
})

/** The troubles of the actor's clinics and of the installation, the newest first, with how each went to the webhook. */
export async function listAlerts(
  ctx: Ctx,
  query: ListAlertsQuery = {},
): Promise<{ items: AlertView[]; next_cursor: string | null }> {
  requirePermission(ctx, 'agents:read')
  const parsed = parseInput(listAlertsQuery, query)
  const after = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const states = { open: null, closed: { not: null } } as const
  const rows = await store(ctx).alert.findMany({
    where: {
      AND: [
        alertScope(ctx),
        after
          ? {
              OR: [
                { opened_at: { lt: cursorTime(after) } },
                { opened_at: cursorTime(after), id: { lt: after.id } },
              ],
            }
          : {},
      ],
      ...(parsed.status ? { closed_at: states[parsed.status] } : {}),
    },
    include: WITH_POSTS,
    orderBy: [{ opened_at: 'desc' }, { id: 'desc' }],
    take: size + 1,
  })
  return cutPage(rows.map(toAlertView), size, ({ opened_at, id }) => ({ at: opened_at, id }))
}
