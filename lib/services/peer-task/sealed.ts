import type { Ctx } from '#lib/core/context.ts'
import type { PeerTask, PeerTaskEvent } from '#lib/db/generated/client.ts'
import type { PeerTaskState } from '#lib/domain/agents/peer-task.ts'

/** JSON that this layer stores and does not look into. */
export type Json = Record<string, unknown>

const taskAt = (id: string) => ({ table: 'peer_task', column: 'task_sealed', id })
const workAt = (id: string) => ({ table: 'peer_task', column: 'work_sealed', id })
const eventAt = (id: string) => ({ table: 'peer_task_event', column: 'event_sealed', id })

/** Sealed for its own row and column, as the two below are: none can be put in the place of another. */
export const sealTask = (ctx: Ctx, id: string, task: Json): string =>
  ctx.sealer.seal(taskAt(id), JSON.stringify(task))
/** What is still to be done for a task; null: nothing. */
export const sealWork = (ctx: Ctx, id: string, work: Json | null): string | null =>
  work === null ? null : ctx.sealer.seal(workAt(id), JSON.stringify(work))
/** One entry of a task’s log. */
export const sealEvent = (ctx: Ctx, id: string, event: Json): string =>
  ctx.sealer.seal(eventAt(id), JSON.stringify(event))

/** One entry of a task’s log, opened. */
export const openEvent = (ctx: Ctx, row: Pick<PeerTaskEvent, 'id' | 'event_sealed'>): Json =>
  JSON.parse(ctx.sealer.open(eventAt(row.id), row.event_sealed)) as Json

/** A task as the protocol's layer sees it. */
export interface OpenTask {
  id: string
  owner: string
  actor: unknown
  clinic_id: string | null
  context_id: string
  wire_version: string
  state: PeerTaskState
  status_at: Date
  last_seq: number
  message_count: number
  handled_count: number
  conversation_id: string | null
  nudge: number
  attempt: number
  attempt_base: number
  /** The task in the protocol's own JSON. */
  task: Json
  work: Json | null
}

/** The row with its two sealed columns opened. */
export function openTask(ctx: Ctx, row: PeerTask): OpenTask {
  const { task_sealed, work_sealed, ...columns } = row
  return {
    ...columns,
    task: JSON.parse(ctx.sealer.open(taskAt(row.id), task_sealed)) as Json,
    work: work_sealed === null ? null : (JSON.parse(ctx.sealer.open(workAt(row.id), work_sealed)) as Json),
  }
}
