import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import {
  type AddTimeOffInput,
  type AddTimeOffResult,
  addTimeOffInput,
} from '#lib/domain/scheduling/schema.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import {
  lockProviders,
  recordFreed,
  releaseExpiredHolds,
  releaseHolds,
} from '../appointment/provider-lock.ts'
import { APPOINTMENT_INCLUDE, appointmentView } from '../appointment/view.ts'
import { timeOffView } from './view.ts'

/** Longer than anybody is away: a slip of the year would empty a calendar. */
const MAX_TIME_OFF_DAYS = 366

function readTimes(ctx: Ctx, input: AddTimeOffInput) {
  const times = { starts_at: new Date(input.starts_at), ends_at: new Date(input.ends_at) }
  const length = times.ends_at.getTime() - times.starts_at.getTime()
  if (length <= 0) throw invalidInput('Time off must end after it starts.', 'ends_at')
  if (length > MAX_TIME_OFF_DAYS * DAY_MS) {
    throw invalidInput(`Time off can last at most ${MAX_TIME_OFF_DAYS} days.`, 'ends_at')
  }
  if (times.ends_at <= nowDate(ctx)) throw invalidInput('This time off is already over.', 'ends_at')
  return times
}

/** What stands in this time: visits stay, holds go, and whoever accepts one of those gets fresh options. */
async function clearHolds(tx: TxCtx, providerId: string, times: { starts_at: Date; ends_at: Date }) {
  const inside = await tx.tx.appointment.findMany({
    where: {
      provider_id: providerId,
      state: { in: ['held', 'booked', 'arrived'] },
      starts_at: { lt: times.ends_at },
      ends_at: { gt: times.starts_at },
    },
    orderBy: { starts_at: 'asc' },
    include: APPOINTMENT_INCLUDE,
  })
  const holds = inside.filter((row) => row.state === 'held').map((row) => row.id)
  const freed = await releaseHolds(tx, holds)
  await recordFreed(tx, 'hold.released_for_time_off', freed)
  for (const { conversation_id, clinic_id } of freed) {
    if (conversation_id)
      tx.outgoing.events.push({ type: 'conversation.changed', id: conversation_id, clinic_id })
  }
  return { affected: inside.filter((row) => row.state !== 'held'), released: freed.length }
}

/**
 * Takes a provider out for a time. Visits in it are answered as `affected` and stay until somebody moves them; holds in
 * it are released. Throws `invalid_input` for times in the wrong order or already over, `not_found` out of scope.
 */
export async function addTimeOff(ctx: Ctx, input: AddTimeOffInput): Promise<AddTimeOffResult> {
  const parsed = parseInput(addTimeOffInput, input)
  const times = readTimes(ctx, parsed)
  return mutate(
    ctx,
    { name: 'provider.add_time_off', permission: 'appointments:write', input: parsed },
    async (tx) => {
      const row = await tx.tx.provider.findUnique({ where: { id: parsed.provider_id } })
      const provider = found(tx, row, 'The provider')
      await lockProviders(tx, [provider.id])
      await releaseExpiredHolds(tx, [provider.id])
      const id = tx.newId()
      const at = { table: 'time_off', column: 'note_sealed', id }
      const timeOff = await tx.tx.timeOff.create({
        data: {
          id,
          provider_id: provider.id,
          ...times,
          note_sealed: parsed.note ? tx.sealer.seal(at, parsed.note) : null,
          created_by: tx.actor.name,
          created_at: nowDate(tx),
        },
      })
      const { affected, released } = await clearHolds(tx, provider.id, times)
      await record(tx, {
        action: 'provider.time_off_added',
        subject: { kind: 'provider', id: provider.id },
        clinicId: provider.clinic_id,
        detail: {
          time_off_id: id,
          starts_at: times.starts_at.toISOString(),
          ends_at: times.ends_at.toISOString(),
          affected: affected.length,
          released_holds: released,
        },
        note: parsed.note,
      })
      tx.outgoing.events.push({ type: 'provider.changed', id: provider.id, clinic_id: provider.clinic_id })
      return {
        time_off: timeOffView(tx, timeOff),
        affected: affected.map((each) => appointmentView(tx, each)),
      }
    },
  )
}
