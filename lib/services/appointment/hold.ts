import { found } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type AppointmentView, type HoldSlotInput, holdSlotInput } from '#lib/domain/scheduling/schema.ts'
import { holdExpiry, slotAt } from '#lib/domain/scheduling/slots.ts'
import { recordAndView } from './answer.ts'
import { lockProviders, releaseExpiredHolds } from './provider-lock.ts'
import { refuseConflicts, refusedByDatabase } from './refuse-conflicts.ts'
import { insertHold } from './write-visit.ts'

const MINUTES_PER_HOUR = 60

/**
 * Keeps a free time for somebody, by the rules of a booking, for so many minutes; never past the last moment at which
 * it could be booked. Throws `conflict` when the time is not free, `not_found`, `invalid_input`.
 */
export async function holdSlot(ctx: Ctx, input: HoldSlotInput): Promise<AppointmentView> {
  const parsed = parseInput(holdSlotInput, input)
  const { clinic_id, provider_id, service_type_id } = parsed
  const mutation = {
    name: 'slot.hold',
    permission: 'appointments:write',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const where = { clinic_id, id: service_type_id }
    const service = found(tx, await tx.tx.serviceType.findFirst({ where }), 'The service type')
    const patient_id = parsed.patient_id
      ? found(
          tx,
          await tx.tx.patient.findFirst({ where: { clinic_id, id: parsed.patient_id } }),
          'The patient',
        ).id
      : null
    await lockProviders(tx, [provider_id])
    await releaseExpiredHolds(tx, [provider_id])
    const slot = slotAt(service, provider_id, Date.parse(parsed.starts_at))
    const times = { starts_at: new Date(slot.starts_at), ends_at: new Date(slot.ends_at) }
    const wanted = { clinic_id, provider_id, patient_id: null, service, ...times }
    const calendar = await refuseConflicts(tx, wanted)
    const held_until = holdExpiry({
      now: tx.now(),
      offer_ttl_hours: parsed.minutes / MINUTES_PER_HOUR,
      slot_starts_at: slot.starts_at,
      minimum_notice_minutes: service.minimum_notice_minutes,
    })
    const held = await insertHold(tx, {
      clinic_id,
      provider_id,
      patient_id,
      service_type_id,
      ...times,
      blocked_from: new Date(slot.blocked_from),
      blocked_until: new Date(slot.blocked_until),
      held_until: new Date(held_until),
    })
    if (typeof held === 'string') throw refusedByDatabase(held, calendar, times.starts_at)
    return recordAndView(tx, held.id, {
      action: 'slot.held',
      detail: { held_until: held.held_until?.toISOString() ?? null },
    })
  })
}
