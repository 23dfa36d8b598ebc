import { actingAs, type TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Clinic, Provider } from '#lib/db/generated/client.ts'
import { DEFAULT_WAVE_MINUTES, DEFAULT_WAVE_SIZE } from '#lib/domain/campaign/waves.ts'
import { invalidInput, isSwitchboardError } from '#lib/domain/errors.ts'
import { instant } from '#lib/domain/wire.ts'
import { lockProviders } from '#lib/services/appointment/provider-lock.ts'
import { conflictsFound } from '#lib/services/campaign/acknowledge.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { findEnteredTimeOff } from '#lib/services/provider/entered-time-off.ts'
import { candidateClinics } from '#lib/tools/clinics.ts'
import { envelopeTo } from './envelope.ts'
import { type Outcome, resultOf } from './outcome.ts'
import { unavailabilityPayload } from './payloads.ts'
import { providersOf } from './references.ts'
import type { PeerRequest } from './request.ts'

/** The provider, in the first clinic that has one of this name. */
async function findProvider(tx: TxCtx, clinics: readonly Clinic[], reference: string): Promise<Provider> {
  let refusal: unknown
  for (const clinic of clinics) {
    try {
      return (await providersOf(tx, clinic.id, [reference], 'provider_id'))[0]!
    } catch (error) {
      if (!isSwitchboardError(error, 'invalid_input')) throw error
      refusal ??= error
    }
  }
  throw refusal
}

/**
 * UPDATE_UNAVAILABILITY: enters time off. For an agent that keeps the schedule, and for a key that may text as well, the
 * patients whose visits it hits are offered other times in waves; else those visits stay.
 */
export async function reportUnavailability(tx: TxCtx, request: PeerRequest): Promise<Outcome> {
  const payload = parseInput(unavailabilityPayload, request.payload)
  for (const field of ['time_off_start', 'time_off_end'] as const)
    if (!instant.safeParse(payload[field]).success)
      throw invalidInput('Use an ISO 8601 time with an offset.', field)
  const provider = await findProvider(tx, await candidateClinics(tx, payload.clinic), payload.provider_id)
  const isKeeper = provider.agent_id !== null && provider.agent_id === tx.actor.agentId
  const { permissions } = tx.actor
  const granted = isKeeper
    ? new Set([...permissions, 'appointments:write' as const, 'offers:send' as const])
    : permissions
  const as = actingAs(tx, { ...tx.actor, permissions: granted })
  await lockProviders(tx, [provider.id])
  const told = { ...payload, provider_id: provider.id }
  const entered = await findEnteredTimeOff(tx, told)
  const id = entered ?? (await enter(as, told, granted.has('offers:send')))
  const campaign = await tx.tx.campaign.findUnique({ where: { time_off_id: id }, select: { id: true } })
  const actions = campaign ? await conflictsFound(tx, campaign.id) : []
  const envelope = envelopeTo(tx, {
    message_type: 'ACKNOWLEDGE_UPDATE',
    correlation_id: request.correlation_id,
    in_reply_to: request.message_id,
    payload: {
      status_of_update: 'acknowledged',
      provider_id: provider.id,
      time_off_start: payload.time_off_start,
      time_off_end: payload.time_off_end,
      time_off_id: id,
      conflicts_found_and_actions_taken: actions,
    },
  })
  const words = `Entered: ${provider.name} is away from ${payload.time_off_start} to ${payload.time_off_end}; ${actions.length} visits are being moved.`
  return {
    state: 'completed',
    say: 'Done; what was found and done is in the artifact.',
    artifacts: [resultOf('result', 'ACKNOWLEDGE_UPDATE', envelope, words)],
    clinic_id: provider.clinic_id,
  }
}

interface Told {
  provider_id: string
  time_off_start: string
  time_off_end: string
  reason?: string | null
}

async function enter(as: TxCtx, told: Told, mayText: boolean): Promise<string> {
  const { time_off } = await addTimeOff(as, {
    provider_id: told.provider_id,
    starts_at: told.time_off_start,
    ends_at: told.time_off_end,
    note: told.reason,
    campaign: mayText ? { wave_size: DEFAULT_WAVE_SIZE, wave_minutes: DEFAULT_WAVE_MINUTES } : null,
  })
  return time_off.id
}
