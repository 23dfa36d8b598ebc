import type { z } from 'zod'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import type { Clinic, Provider } from '#lib/db/generated/client.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import type { SendOfferResult } from '#lib/domain/messaging/schema.ts'
import { parseSlotTime } from '#lib/domain/scheduling/local-time.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { readOutsidePhone, resolvePatient } from '#lib/services/patient/resolve.ts'
import { resolveProviders } from '#lib/services/provider/resolve.ts'
import { candidateClinics } from './clinics.ts'
import { findAnsweredTwin } from './find-answered-twin.ts'
import { sendInput, sendOutput } from './schema.ts'
import { defineTool } from './tool.ts'
import { writeOnce } from './write-once.ts'

type SendInput = z.output<typeof sendInput>

const slotPath = (index: number) => `appointment_slots.${index}`

/** Where in the tool's own input a problem of the offer lies. */
function toolField(field: string): string {
  const [, index, name] = /^slots(?:\.(\d+))?(?:\.(\w+))?$/.exec(field) ?? []
  if (index === undefined) return field.replace(/^slots$/, 'appointment_slots')
  const names: Record<string, string> = { starts_at: '.date', provider_id: '.provider' }
  return slotPath(Number(index)) + (name === undefined ? '' : (names[name] ?? `.${name}`))
}

/** A conversation that goes on stays in its clinic, whichever the call would mean otherwise. */
async function clinicsFor(tx: TxCtx, input: SendInput): Promise<Clinic[]> {
  const clinics = await candidateClinics(tx, input.clinic)
  if (!input.conversation_id) return clinics
  const known = await tx.tx.conversation.findMany({
    where: { external_id: input.conversation_id, clinic_id: { in: clinics.map(({ id }) => id) } },
    select: { clinic_id: true },
  })
  const own = clinics.find(({ id }) => known.some(({ clinic_id }) => clinic_id === id))
  return own ? [own] : clinics
}

function toSlots(tx: TxCtx, input: SendInput, clinic: Clinic, providers: readonly Provider[]) {
  return input.appointment_slots.map((slot, index) => {
    const path = slotPath(index)
    const startsAt = parseSlotTime({ date: slot.date, time: slot.time, time_zone: clinic.time_zone, path })
    if (startsAt <= tx.now()) {
      const number = slot.slot_number ?? index + 1
      throw invalidInput(`Slot ${number} is in the past: ${slot.date} ${slot.time}.`, `${path}.date`)
    }
    return {
      slot_number: slot.slot_number ?? index + 1,
      provider_id: providers[index]!.id,
      starts_at: new Date(startsAt).toISOString(),
      duration_minutes: slot.duration_minutes ?? null,
      cost_estimate: slot.cost_estimate ?? null,
    }
  })
}

function toOutput(tx: TxCtx, sent: SendOfferResult, warnings: string[]) {
  return {
    message_id: sent.message_id,
    conversation_id: sent.conversation.conversation_id,
    message_preview: sent.preview.text,
    status: sent.conversation.status,
    provider: tx.ports.sms.provider,
    segments: sent.preview.segments,
    warnings: [...warnings, ...sent.preview.warnings],
  }
}

async function send(tx: TxCtx, input: SendInput) {
  const { clinic, providers } = await resolveProviders(tx, {
    clinics: await clinicsFor(tx, input),
    references: input.appointment_slots.map(({ provider }, index) => ({
      name: provider,
      field: `${slotPath(index)}.provider`,
    })),
  })
  const phone = readOutsidePhone(tx, clinic, input.phone_number)
  const slots = toSlots(tx, input, clinic, providers)
  const patient = await resolvePatient(tx, {
    clinic_id: clinic.id,
    phone_number: phone.e164,
    conversation_id: input.conversation_id,
  })
  const offer = {
    clinic_id: clinic.id,
    patient_id: patient.id,
    conversation_id: input.conversation_id,
    slots,
    cost_estimate: input.cost_estimate,
  }
  const sent = (await findAnsweredTwin(tx, offer)) ?? (await sendOffer(tx, offer))
  return toOutput(tx, sent, phone.warnings)
}

export const sendAppointmentSms = defineTool({
  name: 'send_appointment_sms',
  title: 'Offer appointment slots by text',
  description:
    'Texts a patient up to nine appointment slots to choose from, and holds them until the offer ends. The patient answers with ' +
    'a number or NONE, hours or days later; the clinic’s agents then book the slot or offer others. Nothing is sent when a ' +
    'slot is taken, in the past, or unclear: the error names it. The same conversation and slots within ten minutes, or the ' +
    'same idempotency_key within a day, get the first result and no second text.',
  input: sendInput,
  output: sendOutput,
  permission: 'offers:send',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  fields: toolField,
  /** Everything or nothing: a patient or provider made for an offer that fails is gone with it. */
  run: (ctx: Ctx, input) =>
    writeOnce(ctx, { tool: 'send_appointment_sms', permission: 'offers:send', input }, (tx) =>
      send(tx, input),
    ),
})
