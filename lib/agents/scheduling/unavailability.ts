import type { Refusal } from '#lib/bus/handler.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { DEFAULT_WAVE_MINUTES, DEFAULT_WAVE_SIZE } from '#lib/domain/campaign/waves.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { lockProviders } from '#lib/services/appointment/provider-lock.ts'
import { acknowledgeUpdate, rejectUpdate } from '#lib/services/campaign/acknowledge.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { findEnteredTimeOff } from '#lib/services/provider/entered-time-off.ts'
import { asPeer, type PeerRequest } from '../peer/answer-peer.ts'

type Unavailability = PeerRequest<'UPDATE_UNAVAILABILITY'>

/** Enters the time off as the agent that keeps the schedule, with a campaign at the usual pace. */
async function enter(tx: TxCtx, message: Unavailability): Promise<string> {
  const { content } = message
  const { time_off } = await addTimeOff(
    asPeer(tx, message, ['appointments:write', 'offers:send']),
    {
      provider_id: content.provider_id,
      starts_at: content.time_off_start,
      ends_at: content.time_off_end,
      note: content.reason,
      campaign: { wave_size: DEFAULT_WAVE_SIZE, wave_minutes: DEFAULT_WAVE_MINUTES },
    },
    { message_id: message.id },
  )
  return time_off.id
}

/**
 * A provider is away. From the console the time off is entered already; from an outside agent it counts only for a provider
 * whose schedule that agent keeps. Either hears at once which visits are hit and what is done about each.
 */
export async function takeUnavailability(tx: TxCtx, message: Unavailability): Promise<Refusal | undefined> {
  const { content } = message
  if (!message.is_from_outside) {
    if (!content.time_off_id) return { refused: 'The time off is not named.' }
    await acknowledgeUpdate(tx, {
      message_id: message.id,
      time_off_id: content.time_off_id,
      status: 'acknowledged',
    })
    return undefined
  }
  const kept = await tx.tx.provider.findFirst({
    where: { id: content.provider_id, agent_id: message.from_agent_id },
    select: { id: true },
  })
  if (!kept) return { refused: 'This agent does not keep the schedule of such a provider.' }
  await lockProviders(tx, [kept.id])
  try {
    const time_off_id = (await findEnteredTimeOff(tx, content)) ?? (await enter(tx, message))
    await acknowledgeUpdate(tx, { message_id: message.id, time_off_id, status: 'acknowledged' })
  } catch (error) {
    if (!isSwitchboardError(error, 'invalid_input')) throw error
    await rejectUpdate(tx, { message_id: message.id, content, reason: error.message })
  }
  return undefined
}
