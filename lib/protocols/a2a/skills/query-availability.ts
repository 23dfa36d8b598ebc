import type { TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { candidateClinics } from '#lib/tools/clinics.ts'
import { envelopeTo } from './envelope.ts'
import { type Outcome, resultOf } from './outcome.ts'
import { searchPayload } from './payloads.ts'
import type { PeerRequest } from './request.ts'
import { readSearch } from './request-appointment.ts'

const ANSWERED_SLOTS = 20

/** QUERY_AVAILABILITY: free times of a clinic; nothing is held, and no patient is named. */
export async function queryAvailability(tx: TxCtx, request: PeerRequest): Promise<Outcome> {
  const payload = parseInput(searchPayload, request.payload)
  const [clinic] = (await candidateClinics(tx, payload.clinic)) as [Clinic]
  const { service, preferences } = await readSearch(tx, clinic, payload)
  const { wish, ...search } = preferences
  const asked = { clinic_id: clinic.id, service_type_id: service.id, limit: ANSWERED_SLOTS, ...search }
  const found = await findSlots(tx, asked, wish)
  const available_slots = found.slots.map((slot) => ({
    slot_id: `${slot.provider_id}/${slot.starts_at}`,
    provider_id: slot.provider_id,
    provider_name: slot.provider_name,
    start_time: slot.starts_at,
    end_time: slot.ends_at,
    match_score: slot.match_score,
    reasoning: slot.reasoning,
  }))
  const envelope = envelopeTo(tx, {
    message_type: 'AVAILABILITY',
    correlation_id: request.correlation_id,
    in_reply_to: request.message_id,
    payload: { service_type: service.name, time_zone: found.time_zone, available_slots },
  })
  const lines = found.slots.map(
    (slot) => `${formatSlotForText(Date.parse(slot.starts_at), found.time_zone)}, ${slot.provider_name}`,
  )
  return {
    state: 'completed',
    say: 'The free times are in the artifact. Nothing is held.',
    artifacts: [resultOf('result', 'AVAILABILITY', envelope, lines.join('\n') || 'No time is free then.')],
    clinic_id: clinic.id,
  }
}
