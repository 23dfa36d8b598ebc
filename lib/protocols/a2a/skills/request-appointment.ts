import { requirePermission } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { linkedPatient } from '#lib/services/peer-task/link-patient.ts'
import { candidateClinics } from '#lib/tools/clinics.ts'
import { envelopeTo } from './envelope.ts'
import { failedConfirmation, offerToPeer, searchTimes } from './offer-to-peer.ts'
import { type KeptSearch, type Outcome, resultOf } from './outcome.ts'
import { type SearchPayload, searchPayload } from './payloads.ts'
import { providersOf, serviceOf } from './references.ts'
import type { PeerRequest } from './request.ts'
import { readWish } from './wish.ts'
import { WAITS_FOR_PATIENT } from './words.ts'

/** What is looked for, as a search has it: service, providers and times of the clinic that is meant. */
export async function readSearch(tx: TxCtx, clinic: Clinic, payload: SearchPayload) {
  const details = payload.request_details ?? {}
  const service = await serviceOf(tx, clinic, payload.service_type ?? details.service_type)
  const named = [payload.provider_id ?? details.provider_id].filter((each) => typeof each === 'string')
  const field = named.length > 0 ? 'provider_id' : 'context.preferred_providers'
  const references = named.length > 0 ? named : (payload.context?.preferred_providers ?? [])
  const providers = await providersOf(tx, clinic.id, references, field)
  const wish = payload.time_preference ?? details.time_preference
  return {
    service,
    preferences: {
      ...readWish(wish, { now: tx.now(), zone: clinic.time_zone }),
      ...(providers.length > 0 ? { provider_ids: providers.map(({ id }) => id) } : {}),
    },
  }
}

/** Texts the times to the patient; the task then waits for what becomes of it, for days. */
async function askPatient(tx: TxCtx, search: KeptSearch, payload: SearchPayload): Promise<Outcome> {
  const { suggested } = await searchTimes(tx, search)
  if (suggested.length === 0) return failedConfirmation(tx, search, 'no_times_found')
  const sent = await sendOffer(tx, {
    clinic_id: search.clinic_id,
    patient_id: search.patient_id,
    service_type_id: search.service_type_id,
    conversation_id: payload.conversation_id,
    expires_in_hours: payload.expires_in_hours,
    slots: suggested.map(({ provider_id, starts_at }) => ({ provider_id, starts_at })),
  })
  const { conversation_id } = sent.conversation
  const { correlation_id, in_reply_to } = search
  const envelope = envelopeTo(tx, {
    message_type: 'status',
    correlation_id,
    in_reply_to,
    payload: { status: 'OFFERED', conversation_id, message_id: sent.message_id },
  })
  return {
    state: 'input_required',
    say: WAITS_FOR_PATIENT,
    artifacts: [
      resultOf('offer', 'Offered to the patient', envelope, `Texted to the patient: ${sent.preview.text}`),
    ],
    work: { kind: 'patient_chooses', said: 'waiting', correlation_id, in_reply_to },
    clinic_id: search.clinic_id,
    conversation_id: sent.conversation.id,
  }
}

/**
 * Scenario 1 of the A2A design from outside: finds times for the peer's user. By default they are held and offered to the
 * peer, who confirms one; with `contact: "sms"` the patient is texted and chooses.
 */
export async function requestAppointment(tx: TxCtx, request: PeerRequest): Promise<Outcome> {
  const payload = parseInput(searchPayload, request.payload)
  const isText = payload.contact === 'sms'
  requirePermission(tx, isText ? 'offers:send' : 'appointments:write')
  const [clinic] = (await candidateClinics(tx, payload.clinic)) as [Clinic]
  const patient = await linkedPatient(tx, clinic, payload)
  const { service, preferences } = await readSearch(tx, clinic, payload)
  const search: KeptSearch = {
    clinic_id: clinic.id,
    patient_id: patient.id,
    service_type_id: service.id,
    preferences,
    exclude: [],
    round: 1,
    correlation_id: request.correlation_id,
    in_reply_to: request.message_id,
  }
  return isText ? askPatient(tx, search, payload) : offerToPeer(tx, search)
}
