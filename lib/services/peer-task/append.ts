import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isOver, type PeerTaskState } from '#lib/domain/agents/peer-task.ts'
import { illegalState, notFound } from '#lib/domain/errors.ts'
import { type Json, type OpenTask, openTask, sealEvent, sealTask, sealWork } from './sealed.ts'

/** What one step does to a task. */
export interface TaskChange {
  /** The whole task afterwards. */
  task: Json
  state: PeerTaskState
  /** What streams and pushes say of it, in order. */
  events: readonly Json[]
  actor?: Json
  clinic_id?: string | null
  conversation_id?: string | null
  work?: Json | null
  message_count?: number
  handled_count?: number
}

/** Writes the events behind the last one, and wakes every address that is to be told. */
export async function writeEvents(
  tx: TxCtx,
  task: { id: string; clinic_id: string | null; last_seq: number },
  events: readonly Json[],
): Promise<void> {
  if (events.length === 0) return
  const now = nowDate(tx)
  await tx.tx.peerTaskEvent.createMany({
    data: events.map((event, index) => {
      const id = tx.newId()
      const seq = task.last_seq + index + 1
      return { id, task_id: task.id, seq, event_sealed: sealEvent(tx, id, event), created_at: now }
    }),
  })
  // One that waits for its next try goes on waiting: its address is down.
  await tx.tx.peerTaskPush.updateMany({
    where: { task_id: task.id, state: 'active', due_at: null },
    data: { due_at: now, updated_at: now },
  })
  const pushes = await tx.tx.peerTaskPush.findMany({
    where: { task_id: task.id, state: 'active', due_at: { lte: now } },
    select: { id: true },
  })
  tx.outgoing.wakes.push(...pushes.map(({ id }) => ({ kind: 'peer_task.push' as const, key: id })))
  tx.outgoing.events.push({ type: 'peer_task.changed', id: task.id, clinic_id: task.clinic_id })
}

/** Locks a task's row, last in the order of locks, and opens it. Throws `not_found`. */
export async function lockTask(tx: TxCtx, id: string): Promise<OpenTask> {
  await tx.tx.$queryRaw`SELECT id FROM peer_task WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const row = await tx.tx.peerTask.findUnique({ where: { id } })
  if (row === null) throw notFound('The task')
  return openTask(tx, row)
}

/**
 * The one writer: updates a task that is not over, appends its events and wakes whoever listens, all with the caller's
 * transaction. The first end wins: throws `illegal_state` for a task that is over, and then nothing of the step is kept.
 * `task` must have been locked in this transaction.
 */
export async function appendToTask(tx: TxCtx, task: OpenTask, change: TaskChange): Promise<void> {
  if (isOver(task.state)) throw illegalState('This task is over.', [])
  const now = nowDate(tx)
  const { events, task: json, work, actor, ...columns } = change
  const clinic_id = change.clinic_id === undefined ? task.clinic_id : change.clinic_id
  await tx.tx.peerTask.update({
    where: { id: task.id },
    data: {
      ...columns,
      ...(actor === undefined ? {} : { actor: actor as never }),
      ...(work === undefined ? {} : { work_sealed: sealWork(tx, task.id, work) }),
      task_sealed: sealTask(tx, task.id, json),
      last_seq: task.last_seq + events.length,
      ...(events.length === 0 ? {} : { status_at: now }),
      ...(isOver(change.state) ? { due_at: null, lease_until: null } : {}),
      updated_at: now,
    },
  })
  await writeEvents(tx, { id: task.id, clinic_id, last_seq: task.last_seq }, events)
}

/** Locks a task, asks what is to become of it, and writes that. Null: nothing. Throws as `appendToTask` does. */
export function changeTask(
  ctx: Ctx,
  id: string,
  decide: (tx: TxCtx, task: OpenTask) => Promise<TaskChange | null>,
): Promise<OpenTask> {
  return mutate(ctx, { name: 'peer_task.change', permission: null }, async (tx) => {
    const task = await lockTask(tx, id)
    const change = await decide(tx, task)
    if (change === null) return task
    await appendToTask(tx, task, change)
    return openTask(tx, await tx.tx.peerTask.findUniqueOrThrow({ where: { id } }))
  })
}
