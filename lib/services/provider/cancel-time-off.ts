import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState, notFound } from '#lib/domain/errors.ts'
import {
  type CancelTimeOffInput,
  cancelTimeOffInput,
  type TimeOffView,
} from '#lib/domain/scheduling/schema.ts'
import { lockProviders } from '../appointment/provider-lock.ts'
import { timeOffView } from './view.ts'

/** Opens the time again. The row stays, cancelled. Throws `illegal_state` when it is over or cancelled already. */
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
    const now = nowDate(tx)
    const [cancelled] = await tx.tx.timeOff.updateManyAndReturn({
      where: { id: row.id, cancelled_at: null, ends_at: { gt: now } },
      data: { cancelled_at: now },
    })
    if (!cancelled) throw illegalState('This time off is over or cancelled already.', ['coming', 'current'])
    await record(tx, {
      action: 'provider.time_off_cancelled',
      subject: { kind: 'provider', id: provider.id },
      clinicId: provider.clinic_id,
      detail: { time_off_id: row.id },
    })
    tx.outgoing.events.push({ type: 'provider.changed', id: provider.id, clinic_id: provider.clinic_id })
    return timeOffView(tx, cancelled)
  })
}
