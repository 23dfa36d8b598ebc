import { TaskNotCancelableError } from '@a2a-js/sdk/errors'
import { record } from '#lib/core/audit.ts'
import { actingAs, type Ctx, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isOver } from '#lib/domain/agents/peer-task.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { closeConversation } from '#lib/services/conversation/close.ts'
import { lockThread } from '#lib/services/conversation/lock.ts'
import { withdrawOffer } from '#lib/services/offer/withdraw.ts'
import { appendToTask, lockTask } from '#lib/services/peer-task/append.ts'
import { getPeerTask } from '#lib/services/peer-task/read.ts'
import { type OpenTask, openTask } from '#lib/services/peer-task/sealed.ts'
import { TaskDraft } from './draft.ts'
import { releaseOffered } from './skills/offer-to-peer.ts'
import { workOf } from './skills/outcome.ts'

/** What a peer may do about its own task, whatever its key was allowed since. */
const OWN: readonly Permission[] = ['offers:send', 'sms:send']

/** Takes back what the patient was asked: holds go, and who has the text already is told. */
async function undoQuestion(tx: TxCtx, conversationId: string): Promise<void> {
  const permissions = new Set([...tx.actor.permissions, ...OWN])
  const as = actingAs(tx, { ...tx.actor, permissions })
  const conversation = await lockThread(tx, conversationId)
  if (conversation.status === 'slot_selected' || conversation.status === 'confirmed')
    throw new TaskNotCancelableError('The patient has chosen a time already. Cancel the appointment instead.')
  const reason = `Cancelled by ${tx.actor.name}.`
  const open = await tx.tx.offer.findFirst({ where: { conversation_id: conversationId, state: 'open' } })
  if (open) await withdrawOffer(as, { offer_id: open.id, reason })
  else if (conversation.closed_at === null)
    await closeConversation(as, { conversation_id: conversationId, reason })
}

async function undo(tx: TxCtx, task: OpenTask): Promise<void> {
  const work = workOf(task.work)
  if (work?.kind === 'peer_chooses') await releaseOffered(tx, work.slots)
  if (work?.kind === 'patient_chooses' && task.conversation_id !== null)
    await undoQuestion(tx, task.conversation_id)
}

/**
 * Ends a task for its peer and undoes what it had begun, in one transaction. Cancelling again changes nothing. Throws
 * TaskNotCancelableError for one that is over, or whose patient has chosen; `not_found`; `staff_has_it`.
 */
export async function cancelPeerTask(ctx: Ctx, id: string): Promise<OpenTask> {
  const seen = await getPeerTask(ctx, id)
  if (seen.state === 'canceled') return seen
  if (isOver(seen.state)) throw new TaskNotCancelableError('This task is over and cannot be cancelled.')
  return mutate(ctx, { name: 'peer_task.cancel', permission: null }, async (tx) => {
    await undo(tx, seen)
    const task = await lockTask(tx, seen.id)
    if (task.state === 'canceled') return task
    // A step has gone on meanwhile: what was undone is not what the task has now.
    if (isOver(task.state) || task.last_seq !== seen.last_seq) {
      throw new TaskNotCancelableError('This task has just changed. Look at it again first.')
    }
    await appendToTask(
      tx,
      task,
      new TaskDraft(tx, task).status('canceled', 'Cancelled at your request.').change({ work: null }),
    )
    await record(tx, {
      action: 'peer_task.ended',
      subject: { kind: 'peer_task', id: task.id },
      clinicId: task.clinic_id,
      conversationId: task.conversation_id,
      detail: { state: 'canceled' },
    })
    return openTask(tx, await tx.tx.peerTask.findUniqueOrThrow({ where: { id: task.id } }))
  })
}
