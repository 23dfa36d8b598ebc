import { type Ctx, store } from '#lib/core/context.ts'
import { cursorTime, cutPage, unpackCursor } from '#lib/core/page.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { PeerTaskState } from '#lib/domain/agents/peer-task.ts'
import { notFound } from '#lib/domain/errors.ts'
import { isOwn, ownerOf } from './owner.ts'
import { type Json, type OpenTask, openEvent, openTask } from './sealed.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A task of the actor's. Throws `not_found` for any other: unknown and foreign look the same. */
export async function getPeerTask(ctx: Ctx, id: string): Promise<OpenTask> {
  const row = UUID.test(id) ? await store(ctx).peerTask.findUnique({ where: { id } }) : null
  if (row === null || !isOwn(ctx, row)) throw notFound('The task')
  return openTask(ctx, row)
}

interface TaskQuery {
  context_id?: string
  state?: PeerTaskState
  status_since?: Date
  cursor?: string
  limit: number
}

/** The tasks of the actor, the one whose status changed last first, and how many there are in all. */
export async function listPeerTasks(ctx: Ctx, query: TaskQuery) {
  const cursor = unpackCursor(query.cursor)
  const { clinicIds } = ctx.actor
  const where = {
    owner: ownerOf(ctx.actor),
    ...(query.context_id ? { context_id: query.context_id } : {}),
    ...(query.state ? { state: query.state } : {}),
    ...(query.status_since ? { status_at: { gte: query.status_since } } : {}),
    ...(clinicIds === 'all' ? {} : { OR: [{ clinic_id: null }, { clinic_id: { in: [...clinicIds] } }] }),
  } satisfies Prisma.PeerTaskWhereInput
  const at = cursor ? cursorTime(cursor) : null
  const after =
    at && cursor ? { OR: [{ status_at: { lt: at } }, { status_at: at, id: { lt: cursor.id } }] } : {}
  const [rows, total] = await Promise.all([
    store(ctx).peerTask.findMany({
      where: { AND: [where, after] },
      orderBy: [{ status_at: 'desc' }, { id: 'desc' }],
      take: query.limit + 1,
    }),
    store(ctx).peerTask.count({ where }),
  ])
  const page = cutPage(rows, query.limit, (row) => ({ at: row.status_at.toISOString(), id: row.id }))
  return { tasks: page.items.map((row) => openTask(ctx, row)), next_cursor: page.next_cursor, total }
}

/** The log of a task behind `after`, in order. */
export async function readEvents(
  ctx: Ctx,
  taskId: string,
  after: number,
  limit: number,
): Promise<{ seq: number; event: Json }[]> {
  const rows = await store(ctx).peerTaskEvent.findMany({
    where: { task_id: taskId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: limit,
  })
  return rows.map((row) => ({ seq: row.seq, event: openEvent(ctx, row) }))
}
