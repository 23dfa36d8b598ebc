import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { writeEvents } from './append.ts'
import { noteMessage } from './fingerprint.ts'
import { onlyClinic, ownerOf, storedActor } from './owner.ts'
import { addPush, type PushTarget } from './push-config.ts'
import { type Json, sealTask } from './sealed.ts'

export interface NewTask {
  id: string
  context_id: string
  wire_version: string
  /** What the first message is known by: its id and content. */
  content: string
  /** The task in the protocol's JSON, submitted, and the event that says so. */
  task: Json
  event: Json
  push: PushTarget | null
}

/**
 * Stores what a peer asks for, to be done by a job, in one transaction with the first entry of its log. The same message
 * again, by the same peer, leads to the same task: `isNew` is false, and nothing is done twice.
 */
export function createPeerTask(ctx: Ctx, input: NewTask): Promise<{ id: string; isNew: boolean }> {
  return mutate(ctx, { name: 'peer_task.create', permission: null }, async (tx) => {
    const owner = ownerOf(tx.actor)
    const twin = await noteMessage(tx, { owner, content: input.content, task_id: input.id })
    if (twin !== null) return { id: twin, isNew: false }
    const now = nowDate(tx)
    const clinic_id = onlyClinic(tx.actor)
    await tx.tx.peerTask.create({
      data: {
        id: input.id,
        owner,
        actor: storedActor(tx.actor),
        clinic_id,
        context_id: input.context_id,
        wire_version: input.wire_version,
        state: 'submitted',
        status_at: now,
        task_sealed: sealTask(tx, input.id, input.task),
        last_seq: 1,
        message_count: 1,
        due_at: now,
        created_at: now,
        updated_at: now,
      },
    })
    if (input.push) await addPush(tx, { id: input.id, last_seq: 1 }, input.push)
    await writeEvents(tx, { id: input.id, clinic_id, last_seq: 0 }, [input.event])
    await record(tx, {
      action: 'peer_task.created',
      subject: { kind: 'peer_task', id: input.id },
      clinicId: clinic_id,
      detail: { wire_version: input.wire_version },
    })
    tx.outgoing.wakes.push({ kind: 'peer_task.run', key: input.id })
    return { id: input.id, isNew: true }
  })
}
