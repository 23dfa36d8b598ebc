import { found } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { assertOptions, nextReplyNumber } from '#lib/domain/messaging/offer.ts'
import type { SendOfferInput } from '#lib/domain/messaging/schema.ts'

/** The length of a visit when neither the slot nor any service type says one. */
const DEFAULT_DURATION_MINUTES = 30
const MINUTE_MS = 60_000

export interface PreparedSlot {
  field: string
  label: string
  slot_number: number
  reply_number: number
  provider_id: string
  provider_name: string
  starts_at: Date
  ends_at: Date
  duration_minutes: number
  cost_estimate: string | null
  match_score: number | null
  reasoning: string[]
}

/** The offers that are open on a phone, which share one run of reply numbers. */
export function openOffersOnPhone(ctx: Ctx, phoneIndex: string) {
  return store(ctx).offer.findMany({
    where: { phone_index: phoneIndex, state: 'open' },
    include: { options: { select: { reply_number: true } } },
  })
}

async function readService(ctx: Ctx, input: SendOfferInput) {
  const db = store(ctx)
  if (input.service_type_id) {
    const row = await db.serviceType.findFirst({
      where: { id: input.service_type_id, clinic_id: input.clinic_id },
    })
    if (!row) throw invalidInput('This clinic has no such service type.', 'service_type_id')
    if (!row.is_active) throw invalidInput(`${row.name} is not offered any more.`, 'service_type_id')
    return row
  }
  return db.serviceType.findFirst({
    where: { clinic_id: input.clinic_id, is_default: true, is_active: true },
  })
}

/**
 * Reads everything an offer is made of and lays out its options: who, which service, which times, and the reply number
 * of each. `superseded` are the open offers that this one replaces (same patient and service, or same conversation);
 * their reply numbers are free again. Throws `invalid_input` naming the slot, `not_found` out of scope.
 */
export async function prepareOffer(ctx: Ctx, input: SendOfferInput, conversationId: string | null) {
  const db = store(ctx)
  const patient = found(
    ctx,
    await db.patient.findUnique({ where: { id: input.patient_id }, include: { clinic: true } }),
    'The patient',
  )
  if (patient.clinic_id !== input.clinic_id)
    throw invalidInput('This patient belongs to another clinic.', 'patient_id')
  const service = await readService(ctx, input)
  const open = await openOffersOnPhone(ctx, patient.phone_index)
  const superseded = open.filter(
    (offer) =>
      offer.conversation_id === conversationId ||
      (offer.patient_id === patient.id && offer.service_type_id === (service?.id ?? null)),
  )
  const others = open.filter((offer) => !superseded.includes(offer))
  const firstReply = nextReplyNumber(
    others.flatMap((offer) => offer.options.map((option) => option.reply_number)),
  )
  const providers = await db.provider.findMany({
    where: { clinic_id: input.clinic_id, id: { in: input.slots.map((slot) => slot.provider_id) } },
    select: { id: true, name: true },
  })
  const slots = input.slots.map((slot, index): PreparedSlot => {
    const provider = providers.find((row) => row.id === slot.provider_id)
    if (!provider) throw invalidInput('This clinic has no such provider.', `slots.${index}.provider_id`)
    const duration = slot.duration_minutes ?? service?.duration_minutes ?? DEFAULT_DURATION_MINUTES
    const startsAt = new Date(slot.starts_at)
    const slotNumber = slot.slot_number ?? index + 1
    if (startsAt.getTime() <= ctx.now()) {
      throw invalidInput(`Slot ${slotNumber} is in the past.`, `slots.${index}.starts_at`)
    }
    return {
      field: `slots.${index}`,
      label: `Slot ${slotNumber}`,
      slot_number: slotNumber,
      reply_number: firstReply + index,
      provider_id: provider.id,
      provider_name: provider.name,
      starts_at: startsAt,
      ends_at: new Date(startsAt.getTime() + duration * MINUTE_MS),
      duration_minutes: duration,
      cost_estimate: slot.cost_estimate ?? null,
      match_score: slot.match_score ?? null,
      reasoning: slot.reasoning ?? [],
    }
  })
  assertOptions(slots, 'slots')
  return { patient, clinic: patient.clinic, service, slots, superseded }
}

export type PreparedOffer = Awaited<ReturnType<typeof prepareOffer>>
