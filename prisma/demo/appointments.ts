import type { AppointmentState } from '#lib/db/generated/enums.ts'
import { findFreeSlots } from '#lib/domain/scheduling/slots.ts'
import type { MadeClinic } from './clinics.ts'
import type { DemoContext } from './context.ts'

const DAY_MS = 24 * 60 * 60_000
/** The fortnight around the day of seeding. */
const DAYS_BEFORE = 4
const DAYS_AFTER = 10
/** Of seven free starts, every provider-and-day keeps this many taken; the pattern repeats, so every seeding looks alike. */
const PATTERN = [0, 1, 3]
const PATTERN_LENGTH = 5

/** What a visit has become by now. */
function stateOf(startsAt: number, endsAt: number, now: number, index: number): AppointmentState {
  if (startsAt > now) return 'booked'
  if (endsAt > now) return 'arrived'
  return index % 11 === 0 ? 'noshow' : 'fulfilled'
}

/** Two visits of one patient never overlap: whoever is next in line and free at that time gets the slot. */
function createPatientPicker(patientIds: string[]) {
  const taken = new Map<string, { start: number; end: number }[]>()
  let next = 0
  return (start: number, end: number): string | null => {
    for (let tries = 0; tries < patientIds.length; tries += 1) {
      const id = patientIds[next % patientIds.length] as string
      next += 1
      const own = taken.get(id) ?? []
      if (own.some((other) => other.start < end && other.end > start)) continue
      taken.set(id, [...own, { start, end }])
      return id
    }
    return null
  }
}

/** A fortnight of booked, running and past visits. Every third start or so stays free, so that there is something to offer. */
export async function addAppointments(ctx: DemoContext, clinic: MadeClinic): Promise<void> {
  const now = ctx.now()
  const pickPatient = createPatientPicker(clinic.patients.map((patient) => patient.id))
  const data = []
  for (const [position, provider] of clinic.providers.entries()) {
    const availability = await ctx.db.availability.findMany({ where: { provider_id: provider.id } })
    const service = clinic.services[position % 2] as MadeClinic['services'][number]
    const slots = findFreeSlots({
      providers: [
        {
          provider_id: provider.id,
          time_zone: clinic.time_zone,
          availability: availability.map((rule) => ({ ...rule, from_date: null, until_date: null })),
          time_off: [],
          busy: [],
        },
      ],
      service: {
        ...service,
        alignment_minutes: service.duration_minutes + service.buffer_after_minutes,
        minimum_notice_minutes: 0,
      },
      range: { start: now - DAYS_BEFORE * DAY_MS, end: now + DAYS_AFTER * DAY_MS },
      now: now - DAYS_BEFORE * DAY_MS,
    })
    for (const [index, slot] of slots.entries()) {
      if (!PATTERN.includes((index + position) % PATTERN_LENGTH)) continue
      const patientId = pickPatient(slot.starts_at, slot.ends_at)
      if (!patientId) continue
      const state = stateOf(slot.starts_at, slot.ends_at, now, index)
      const bookedAt = new Date(Math.min(slot.starts_at, now) - DAY_MS)
      data.push({
        id: ctx.newId(),
        clinic_id: clinic.id,
        provider_id: provider.id,
        patient_id: patientId,
        service_type_id: service.id,
        state,
        starts_at: new Date(slot.starts_at),
        ends_at: new Date(slot.ends_at),
        blocked_from: new Date(slot.blocked_from),
        blocked_until: new Date(slot.blocked_until),
        booked_at: bookedAt,
        ended_at: state === 'fulfilled' || state === 'noshow' ? new Date(slot.ends_at) : null,
        created_at: bookedAt,
        updated_at: bookedAt,
      })
    }
  }
  await ctx.db.appointment.createMany({ data })
}
