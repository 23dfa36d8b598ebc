import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type EnterTimeOffInput,
  type EnterTimeOffResult,
  enterTimeOffInput,
} from '#lib/domain/campaign/schema.ts'
import {
  lockProviders,
  recordFreed,
  releaseExpiredHolds,
  releaseHolds,
} from '../appointment/provider-lock.ts'
import { appointmentView } from '../appointment/view.ts'
import { type Away, type HitRow, readHit, toBeMoved } from '../campaign/hit-visits.ts'
import { startCampaign } from '../campaign/start.ts'
import { readTimeOff } from './time-off-times.ts'
import { timeOffView } from './view.ts'

/** What stands in this time: visits stay, holds go, and whoever accepts one of those gets fresh options. */
async function clearHolds(tx: TxCtx, away: Away): Promise<{ affected: HitRow[]; released: number }> {
  const inside = await readHit(tx, away)
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
 * Takes a provider out for a time. Holds in it are released. Visits in it are answered as `affected` and stay until
 * somebody moves them; with a `campaign` their patients are offered other times in waves, and each visit moves once its
 * patient has chosen. Throws `invalid_input` for times in the wrong order, already over, or with too many visits for a
 * campaign; `not_found` out of scope; `forbidden`. `reported`: the agent's message that says so, which hears what was done.
 */
export async function addTimeOff(
  ctx: Ctx,
  input: EnterTimeOffInput,
  reported: { message_id: string } | null = null,
): Promise<EnterTimeOffResult> {
  const parsed = parseInput(enterTimeOffInput, input)
  const times = readTimeOff(ctx, parsed)
  return mutate(
    ctx,
    { name: 'provider.add_time_off', permission: 'appointments:write', input: parsed },
    async (tx) => {
      const row = await tx.tx.provider.findUnique({
        where: { id: parsed.provider_id },
        include: { clinic: true },
      })
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
      const away = { provider_id: provider.id, ...times }
      const { affected, released } = await clearHolds(tx, away)
      const campaign_id = parsed.campaign
        ? await startCampaign(tx, {
            time_off_id: id,
            clinic: provider.clinic,
            away,
            visits: toBeMoved(affected, tx.now()),
            pace: parsed.campaign,
            agent_message_id: reported?.message_id ?? null,
          })
        : null
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
          campaign_id,
        },
        note: parsed.note,
      })
      tx.outgoing.events.push({ type: 'provider.changed', id: provider.id, clinic_id: provider.clinic_id })
      return {
        time_off: timeOffView(tx, timeOff),
        affected: affected.map((each) => appointmentView(tx, each)),
        campaign_id,
      }
    },
  )
}
