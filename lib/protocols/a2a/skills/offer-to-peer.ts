import type { TxCtx } from '#lib/core/context.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { holdSlot } from '#lib/services/appointment/hold.ts'
import { recordFreed, releaseHolds } from '#lib/services/appointment/provider-lock.ts'
import { envelopeTo } from './envelope.ts'
import { type KeptSearch, type OfferedSlot, type Outcome, resultOf } from './outcome.ts'

/** How long times are held for a peer that chooses by itself. */
export const PEER_HOLD_MINUTES = 120

/** Times for a search: those that go well together, of the wish alone. */
export async function searchTimes(tx: TxCtx, search: KeptSearch) {
  const { clinic_id, service_type_id, patient_id, exclude } = search
  const { wish, ...preferences } = search.preferences
  return findSlots(tx, { clinic_id, service_type_id, patient_id, exclude, ...preferences }, wish)
}

/** What was looked for, without what was not said. */
function echoOf({ service_type_id, preferences: { wish, ...preferences } }: KeptSearch) {
  const isSaid = ([, value]: [string, unknown]) =>
    value !== null && !(Array.isArray(value) && value.length === 0)
  const said = Object.entries(wish ?? {}).filter(isSaid)
  return { service_type_id, ...preferences, ...(said.length > 0 ? { wish: Object.fromEntries(said) } : {}) }
}

async function holdAll(tx: TxCtx, search: KeptSearch, slots: readonly SlotView[]): Promise<OfferedSlot[]> {
  const offered: OfferedSlot[] = []
  for (const [index, slot] of slots.entries()) {
    const hold = await holdSlot(tx, {
      clinic_id: search.clinic_id,
      provider_id: slot.provider_id,
      service_type_id: search.service_type_id,
      patient_id: search.patient_id,
      starts_at: slot.starts_at,
      minutes: PEER_HOLD_MINUTES,
    })
    offered.push({
      slot_id: `${slot.provider_id}/${slot.starts_at}`,
      slot_number: index + 1,
      provider_id: slot.provider_id,
      provider_name: slot.provider_name,
      start_time: slot.starts_at,
      end_time: slot.ends_at,
      match_score: slot.match_score,
      reasoning: slot.reasoning,
      hold_id: hold.id,
    })
  }
  return offered
}

/** Lets the times go that were held for the peer. */
export async function releaseOffered(tx: TxCtx, slots: readonly OfferedSlot[]): Promise<void> {
  const freed = await releaseHolds(
    tx,
    slots.map(({ hold_id }) => hold_id),
  )
  await recordFreed(tx, 'hold.released', freed)
}

export const failedConfirmation = (tx: TxCtx, search: KeptSearch, failure_reason: string): Outcome => ({
  state: 'failed',
  say: 'No appointment was made; the reason is in the artifact.',
  artifacts: [
    resultOf(
      'result',
      'FINAL_APPOINTMENT_CONFIRMATION',
      envelopeTo(tx, {
        message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
        correlation_id: search.correlation_id,
        in_reply_to: search.in_reply_to,
        payload: { status: 'FAILED', failure_reason },
      }),
      `No appointment was made: ${failure_reason.replaceAll('_', ' ')}.`,
    ),
  ],
  work: null,
  clinic_id: search.clinic_id,
})

/** Looks for times, holds them and offers them to the peer, who confirms one itself. None: the task has failed. */
export async function offerToPeer(tx: TxCtx, search: KeptSearch, lead?: string): Promise<Outcome> {
  const { suggested, time_zone } = await searchTimes(tx, search)
  if (suggested.length === 0) return failedConfirmation(tx, search, 'no_times_found')
  const slots = await holdAll(tx, search, suggested)
  const held_until = new Date(tx.now() + PEER_HOLD_MINUTES * 60_000)
  const payload = {
    request_echo: echoOf(search),
    available_slots: slots.map(({ hold_id: _hold, ...slot }) => slot),
    suggestion_context: lead ?? 'Found slots based on your preferences.',
    held_until: held_until.toISOString(),
    time_zone,
  }
  const lines = slots.map(
    (slot) =>
      `${slot.slot_number}. ${formatSlotForText(Date.parse(slot.start_time), time_zone)}, ${slot.provider_name}`,
  )
  const envelope = envelopeTo(tx, {
    message_type: 'OFFER_SLOTS',
    correlation_id: search.correlation_id,
    in_reply_to: search.in_reply_to,
    payload,
  })
  const words = `${lines.join('\n')}\nSend CONFIRM_SLOT with a slot_id, or DECLINE_SLOTS. Held until ${held_until.toISOString()}.`
  return {
    state: 'input_required',
    say: 'Times are held for you and listed in the artifact. Send CONFIRM_SLOT with a slot_id, DECLINE_SLOTS, or cancel the task.',
    artifacts: [resultOf('offer', 'OFFER_SLOTS', envelope, words)],
    work: { kind: 'peer_chooses', search, slots, held_until: held_until.toISOString() },
    clinic_id: search.clinic_id,
    look_at: held_until,
  }
}
