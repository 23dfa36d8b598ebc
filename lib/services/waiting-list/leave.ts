import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type LeaveWaitingListInput,
  leaveWaitingListInput,
  type WaitingListEntryView,
} from '#lib/domain/waiting-list/schema.ts'
import { lockEntry } from './lock-entry.ts'
import { readEntry } from './view.ts'

/**
 * Takes a patient off the waiting list. A freed time that was offered already can still be taken. Texts nobody. Throws
 * `illegal_state` when the entry is over, `not_found` out of scope.
 */
export async function leaveWaitingList(
  ctx: Ctx,
  input: LeaveWaitingListInput,
): Promise<WaitingListEntryView> {
  const { entry_id, reason } = parseInput(leaveWaitingListInput, input)
  const mutation = { name: 'waiting_list.leave', permission: 'appointments:write' } as const
  return mutate(ctx, mutation, async (tx) => {
    const entry = await lockEntry(tx, entry_id)
    const now = nowDate(tx)
    await tx.tx.waitingListEntry.update({
      where: { id: entry.id },
      data: { state: 'left', ended_at: now, updated_at: now, version: { increment: 1 } },
    })
    await record(tx, {
      action: 'waiting_list.left',
      subject: { kind: 'waiting_list_entry', id: entry.id },
      clinicId: entry.clinic_id,
      patientId: entry.patient_id,
      note: reason,
    })
    tx.outgoing.events.push({ type: 'waiting_list.changed', id: entry.id, clinic_id: entry.clinic_id })
    return readEntry(tx, entry.id)
  })
}
