import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { TimeOff } from '#lib/db/generated/client.ts'
import { illegalState, notFound } from '#lib/domain/errors.ts'
import {
  type CancelTimeOffInput,
  cancelTimeOffInput,
  type TimeOffView,
} from '#lib/domain/scheduling/schema.ts'
import { lockProviders } from '../appointment/provider-lock.ts'
import { endCampaignOf } from '../campaign/end.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { timeOffView } from './view.ts'

/** Opens the time again and ends its campaign, if it has one. The caller holds the provider's lock. */
export async function withdrawTimeOff(
  tx: TxCtx,
  timeOff: { id: string; provider: { id: string; clinic_id: string } },
): Promise<TimeOff> {
  const { id: provider_id, clinic_id } = timeOff.provider
  const now = nowDate(tx)
  const [cancelled] = await tx.tx.timeOff.updateManyAndReturn({
    where: { id: timeOff.id, cancelled_at: null, ends_at: { gt: now } },
    data: { cancelled_at: now },
  })
  if (!cancelled) throw illegalState('This time off is over or cancelled already.', ['coming', 'current'])
  await endCampaignOf(tx, cancelled.id)
  await record(tx, {
    action: 'provider.time_off_cancelled',
    subject: { kind: 'provider', id: provider_id },
    clinicId: clinic_id,
    detail: { time_off_id: cancelled.id },
  })
  const ranges = [{ start: cancelled.starts_at.getTime(), end: cancelled.ends_at.getTime() }]
  await noteFreedTime(tx, { cause: 'time_off_cancelled', provider_id, ranges })
  tx.outgoing.events.push({ type: 'provider.changed', id: provider_id, clinic_id })
  return cancelled
}

/**
 * Opens the time again. The row stays, cancelled. Of its campaign, patients who were not told hear nothing; the offers of
 * those who were are withdrawn with a text that their visit stays; visits that moved already stay where they are.
 * Throws `illegal_state` when it is over or cancelled already.
 */
export async function cancelTimeOff(ctx: Ctx, input: CancelTimeOffInput): Promise<TimeOffView> {
  const parsed = parseInput(cancelTimeOffInput, input)
  const mutation = {
    name: 'provider.cancel_time_off',
    permission: 'appointments:write',
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const row = await tx.tx.timeOff.findUnique({
      where: { id: parsed.time_off_id },
      include: { provider: { select: { id: true, clinic_id: true } } },
    })
    if (!row) throw notFound('The time off')
    const provider = found(tx, row.provider, 'The time off')
    await lockProviders(tx, [provider.id])
    return timeOffView(tx, await withdrawTimeOff(tx, { id: row.id, provider }))
  })
}
