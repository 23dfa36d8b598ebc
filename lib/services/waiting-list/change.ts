import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import {
  type ChangeWaitingListInput,
  changeWaitingListInput,
  type WaitingListEntryView,
} from '#lib/domain/waiting-list/schema.ts'
import { lockEntry } from './lock-entry.ts'
import { readEntry } from './view.ts'
import { wishColumns } from './wishes.ts'

/**
 * Replaces what a waiting patient can come to; the turn stays. Throws `changed_meanwhile` when the entry is no longer at `version`,
 * `illegal_state` when it is over, `invalid_input` for what could never be offered, `not_found` out of scope.
 */
export async function changeWaitingListEntry(
  ctx: Ctx,
  input: ChangeWaitingListInput,
): Promise<WaitingListEntryView> {
  const { entry_id, version, ...asked } = parseInput(changeWaitingListInput, input)
  const mutation = { name: 'waiting_list.change', permission: 'appointments:write' } as const
  return mutate(ctx, mutation, async (tx) => {
    const entry = await lockEntry(tx, entry_id)
    const seen = { kind: 'waiting_list_entry', ...entry, words: 'this entry' }
    await requireVersion(tx, seen, version)
    const columns = await wishColumns(tx, asked, entry)
    await tx.tx.waitingListEntry.update({
      where: { id: entry.id },
      data: { ...columns, version: { increment: 1 }, updated_at: nowDate(tx) },
    })
    await record(tx, {
      action: 'waiting_list.changed',
      subject: { kind: 'waiting_list_entry', id: entry.id },
      clinicId: entry.clinic_id,
      patientId: entry.patient_id,
    })
    tx.outgoing.events.push({ type: 'waiting_list.changed', id: entry.id, clinic_id: entry.clinic_id })
    return readEntry(tx, entry.id)
  })
}
