import { found } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import {
  type AppointmentView,
  type BookAppointmentInput,
  bookAppointmentInput,
} from '#lib/domain/scheduling/schema.ts'
import { slotAt } from '#lib/domain/scheduling/slots.ts'
import { endOffer } from '../offer/end.ts'
import { recordAndView } from './answer.ts'
import { lockProvidersFor, releaseExpiredHolds, releaseOwnHolds } from './provider-lock.ts'
import { refuseConflicts, refusedByDatabase } from './refuse-conflicts.ts'
import { lockVisitThread, tellPatient } from './visit-thread.ts'
import { insertVisit } from './write-visit.ts'

interface Visit {
  clinic_id: string
  patient_id: string
  service_type_id: string
}

/** The patient and the service, both of this clinic. */
export async function readWhoAndWhat(tx: TxCtx, visit: Visit) {
  const where = { clinic_id: visit.clinic_id }
  const patient = await tx.tx.patient.findFirst({ where: { ...where, id: visit.patient_id } })
  const service = await tx.tx.serviceType.findFirst({ where: { ...where, id: visit.service_type_id } })
  const who = found(tx, patient, 'The patient')
  const what = found(tx, service, 'The service type')
  if (!what.is_active) throw invalidInput(`${what.name} is not offered any more.`, 'service_type_id')
  return { patient: who, service: what }
}

/** Once staff have booked, an open offer of the same conversation has nothing left to ask. */
export async function supersedeOffers(tx: TxCtx, conversationId: string | null): Promise<void> {
  if (!conversationId) return
  const open = await tx.tx.offer.findMany({ where: { conversation_id: conversationId, state: 'open' } })
  for (const offer of open) await endOffer(tx, offer, 'superseded')
}

/**
 * Books a free time by the rules: hours, time off, notice, the service's grid, buffers, other people's visits and
 * holds. An open offer of the conversation is superseded and its holds released, as is what is held for this patient at
 * that time. Unless told otherwise the patient gets the confirmation text, in a new thread if there is none. Throws `conflict` with every
 * reason when the time is not free or the patient has another visit then, `not_found`, `invalid_input`.
 */
export async function bookAppointment(ctx: Ctx, input: BookAppointmentInput): Promise<AppointmentView> {
  const parsed = parseInput(bookAppointmentInput, input)
  const { clinic_id, patient_id, provider_id, service_type_id } = parsed
  const mutation = {
    name: 'appointment.book',
    permission: 'appointments:write',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const { patient, service } = await readWhoAndWhat(tx, parsed)
    const isNotifying = parsed.notify_patient !== false
    const conversation_id = await lockVisitThread(tx, {
      clinic_id,
      patient,
      service_type_id,
      conversation_id: parsed.conversation_id,
      is_notifying: isNotifying,
      continues: true,
    })
    await lockProvidersFor(tx, {
      provider_ids: [provider_id],
      conversation_ids: conversation_id ? [conversation_id] : [],
    })
    await releaseExpiredHolds(tx, [provider_id])
    await supersedeOffers(tx, conversation_id)
    const slot = slotAt(service, provider_id, Date.parse(parsed.starts_at))
    await releaseOwnHolds(tx, patient_id, slot)
    const times = { starts_at: new Date(slot.starts_at), ends_at: new Date(slot.ends_at) }
    const calendar = await refuseConflicts(tx, { clinic_id, provider_id, patient_id, service, ...times })
    const booked = await insertVisit(tx, {
      clinic_id,
      provider_id,
      patient_id,
      service_type_id,
      conversation_id,
      ...times,
      blocked_from: new Date(slot.blocked_from),
      blocked_until: new Date(slot.blocked_until),
    })
    if (typeof booked === 'string') throw refusedByDatabase(booked, calendar, times.starts_at)
    const is_texted = await tellPatient(tx, booked, 'booked', isNotifying)
    return recordAndView(tx, booked.id, { action: 'appointment.booked', detail: { is_texted } })
  })
}
