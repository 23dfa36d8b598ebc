import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isOver } from '#lib/domain/agents/peer-task.ts'
import { appendToTask, changeTask, lockTask } from '#lib/services/peer-task/append.ts'
import type { Json, OpenTask } from '#lib/services/peer-task/sealed.ts'
import { TaskDraft } from './draft.ts'
import type { Outcome } from './skills/outcome.ts'

/** Says that the task is being worked on, once. */
export async function markWorking(ctx: Ctx, task: OpenTask): Promise<void> {
  await changeTask(ctx, task.id, async (tx, row) =>
    row.state === 'submitted' ? new TaskDraft(tx, row).status('working').change() : null,
  )
}

async function write(tx: TxCtx, task: OpenTask, outcome: Outcome, handled?: number): Promise<void> {
  const draft = new TaskDraft(tx, task)
  for (const artifact of outcome.artifacts) draft.artifact(artifact)
  draft.status(outcome.state, outcome.say)
  const { work, clinic_id, conversation_id } = outcome
  await appendToTask(
    tx,
    task,
    draft.change({
      ...(work === undefined ? {} : { work: work as unknown as Json | null }),
      ...(clinic_id === undefined ? {} : { clinic_id }),
      ...(conversation_id === undefined ? {} : { conversation_id }),
      ...(handled === undefined ? {} : { handled_count: handled }),
    }),
  )
  if (!isOver(outcome.state)) return
  await record(tx, {
    action: 'peer_task.ended',
    subject: { kind: 'peer_task', id: task.id },
    clinicId: clinic_id ?? task.clinic_id,
    conversationId: conversation_id ?? task.conversation_id,
    detail: { state: outcome.state },
  })
}

/**
 * Does something and writes what came of it into the task, in one transaction: either both are there or neither is. Throws
 * what `work` throws, and `illegal_state` when the task has ended meanwhile; then nothing of `work` is kept.
 */
export function applyOutcome(
  ctx: Ctx,
  task: OpenTask,
  work: (tx: TxCtx) => Promise<Outcome>,
  handled?: number,
): Promise<Outcome> {
  return mutate(ctx, { name: 'peer_task.apply', permission: null }, async (tx) => {
    const outcome = await work(tx)
    await write(tx, await lockTask(tx, task.id), outcome, handled)
    return outcome
  })
}
