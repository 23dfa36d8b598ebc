import type { TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState, invalidInput, isSwitchboardError } from '#lib/domain/errors.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { envelopeTo } from './envelope.ts'
import { failedConfirmation, offerToPeer, releaseOffered } from './offer-to-peer.ts'
import { type KeptSearch, type OfferedSlot, type Outcome, resultOf, type Work } from './outcome.ts'
import { confirmPayload, declinePayload } from './payloads.ts'
import type { PeerRequest } from './request.ts'
import { readWish } from './wish.ts'

export type PeerChooses = Extract<Work, { kind: 'peer_chooses' }>

/** The task offered times to the peer, so it may choose one. */
export function requireOffer(work: Work | null): PeerChooses {
  if (work?.kind === 'peer_chooses') return work
  throw illegalState('No times are offered in this task. Start with REQUEST_APPOINTMENT.', [
    'REQUEST_APPOINTMENT',
  ])
}

function chosenSlot(work: PeerChooses, payload: Record<string, unknown>): OfferedSlot {
  const parsed = parseInput(confirmPayload, payload)
  const { slot_id, slot_number, provider_id, start_time } = parsed.selected_slot_details ?? parsed
  const isIt = (slot: OfferedSlot) =>
    slot_id
      ? slot.slot_id === slot_id
      : slot_number
        ? slot.slot_number === slot_number
        : slot.start_time === (start_time ? safeIso(start_time) : '') &&
          (!provider_id || slot.provider_id === provider_id)
  const found = work.slots.filter(isIt)
  if (found.length === 1) return found[0]!
  throw invalidInput(
    'Name one of the offered slots, by slot_id, slot_number, or provider_id and start_time.',
    'selected_slot_details',
    work.slots.map((slot) => slot.slot_id),
  )
}

const safeIso = (text: string): string => {
  const at = Date.parse(text)
  return Number.isNaN(at) ? '' : new Date(at).toISOString()
}

const withExcluded = (search: KeptSearch, slots: readonly OfferedSlot[]): KeptSearch => ({
  ...search,
  round: search.round + 1,
  exclude: [
    ...search.exclude,
    ...slots.map(({ provider_id, start_time }) => ({ provider_id, starts_at: start_time })),
  ],
})

async function booked(
  tx: TxCtx,
  work: PeerChooses,
  slot: OfferedSlot,
  appointmentId: string,
): Promise<Outcome> {
  const { search } = work
  const [clinic, service] = await Promise.all([
    tx.tx.clinic.findUniqueOrThrow({ where: { id: search.clinic_id } }),
    tx.tx.serviceType.findUniqueOrThrow({ where: { id: search.service_type_id } }),
  ])
  const envelope = envelopeTo(tx, {
    message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
    correlation_id: search.correlation_id,
    in_reply_to: search.in_reply_to,
    payload: {
      status: 'CONFIRMED',
      appointment_id: appointmentId,
      appointment_details: {
        appointment_id: appointmentId,
        clinic: clinic.name,
        service_type: service.name,
        provider_id: slot.provider_id,
        provider: slot.provider_name,
        start_time: slot.start_time,
        end_time: slot.end_time,
        time_zone: clinic.time_zone,
      },
    },
  })
  const when = formatSlotForText(Date.parse(slot.start_time), clinic.time_zone)
  const words = `Booked at ${clinic.name}: ${when}, ${slot.provider_name}. Appointment ${appointmentId}.`
  return {
    state: 'completed',
    say: 'The appointment is booked; the details are in the artifact.',
    artifacts: [resultOf('result', 'FINAL_APPOINTMENT_CONFIRMATION', envelope, words)],
    work: null,
  }
}

/** CONFIRM_SLOT: books what is held. When the time was lost all the same, other times are offered in its place. */
export async function confirmSlot(tx: TxCtx, request: PeerRequest, kept: Work | null): Promise<Outcome> {
  const work = requireOffer(kept)
  const slot = chosenSlot(work, request.payload)
  const { search } = work
  try {
    const visit = await bookAppointment(tx, {
      clinic_id: search.clinic_id,
      patient_id: search.patient_id,
      provider_id: slot.provider_id,
      service_type_id: search.service_type_id,
      starts_at: slot.start_time,
      notify_patient: request.payload.notify_patient === true,
    })
    await releaseOffered(tx, work.slots)
    return booked(tx, work, slot, visit.id)
  } catch (error) {
    if (!isSwitchboardError(error, 'conflict')) throw error
    await releaseOffered(tx, work.slots)
    return offerToPeer(
      tx,
      withExcluded(search, [slot]),
      'The chosen slot has just been taken. These are free.',
    )
  }
}

/** DECLINE_SLOTS: others are offered, as often as our own agents may, and by another wish when one is named. */
export async function declineSlots(tx: TxCtx, request: PeerRequest, kept: Work | null): Promise<Outcome> {
  const work = requireOffer(kept)
  const payload = parseInput(declinePayload, request.payload)
  await releaseOffered(tx, work.slots)
  const search = withExcluded(work.search, work.slots)
  if (search.round > tx.config.maxOfferRounds) return failedConfirmation(tx, search, 'rounds_used_up')
  const wish = payload.time_preference ?? payload.request_details?.time_preference
  if (!wish) return offerToPeer(tx, search)
  const { time_zone } = await tx.tx.clinic.findUniqueOrThrow({ where: { id: search.clinic_id } })
  const { provider_ids } = search.preferences
  const place = { now: tx.now(), zone: time_zone, offered: work.slots }
  const preferences = { ...readWish(wish, place), provider_ids }
  return offerToPeer(tx, { ...search, preferences })
}

/** The peer took too long: the times are free again. */
export async function offerLapsed(tx: TxCtx, work: PeerChooses): Promise<Outcome> {
  await releaseOffered(tx, work.slots)
  return failedConfirmation(tx, work.search, 'not_confirmed_in_time')
}
