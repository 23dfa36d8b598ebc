import { found, requireClinic } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import type { OverrideBookingInput } from '#lib/domain/scheduling/schema.ts'
import { type ServiceRules, type Slot, slotAt } from '#lib/domain/scheduling/slots.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { assertAction, type LockedAppointment, readForChange } from './lock-appointment.ts'
import { NO_SERVICE } from './time-check.ts'

/** A visit that is to stand at a time, whatever the rules say. */
export interface Placement {
  /** The row that moves there; null for a new booking. */
  row: LockedAppointment | null
  clinic_id: string
  patient: { id: string; phone_index: string }
  service_type_id: string | null
  service: ServiceRules
  slot: Slot
  /** For errors: the input field of the start. */
  field: string
}

function required<T>(value: T | null | undefined, field: string, message: string): T {
  if (value === null || value === undefined) throw invalidInput(message, field)
  return value
}

const lengthOf = (row: LockedAppointment) => (row.ends_at.getTime() - row.starts_at.getTime()) / MINUTE_MS

async function bookingPlacement(tx: TxCtx, input: OverrideBookingInput): Promise<Placement> {
  const { clinic_id } = input
  const patientId = required(input.patient_id, 'patient_id', 'Say which patient is to be booked.')
  const providerId = required(input.provider_id, 'provider_id', 'Say with which provider.')
  const startsAt = required(input.starts_at, 'starts_at', 'Say when.')
  const where = { clinic_id }
  const patient = await tx.tx.patient.findFirst({ where: { ...where, id: patientId } })
  const service = input.service_type_id
    ? found(
        tx,
        await tx.tx.serviceType.findFirst({ where: { ...where, id: input.service_type_id } }),
        'The service type',
      )
    : null
  const rules = service ?? NO_SERVICE
  const minutes = input.duration_minutes ?? rules.duration_minutes
  return {
    row: null,
    clinic_id,
    patient: found(tx, patient, 'The patient'),
    service_type_id: service?.id ?? null,
    service: rules,
    slot: slotAt(rules, providerId, Date.parse(startsAt), minutes),
    field: 'starts_at',
  }
}

/** Where a booked visit goes; by default with the same provider and as long as it is. */
function movePlacement(
  row: LockedAppointment,
  to: {
    starts_at?: string | null
    provider_id?: string | null
    minutes?: number | null
    field: string
  },
): Placement {
  const startsAt = required(to.starts_at, to.field, 'Say when the visit is to be instead.')
  const rules = row.service_type ?? NO_SERVICE
  return {
    row,
    clinic_id: row.clinic_id,
    patient: required(row.patient, 'appointment_id', 'A time that stands for nobody cannot be moved.'),
    service_type_id: row.service_type_id,
    service: rules,
    slot: slotAt(rules, to.provider_id ?? row.provider_id, Date.parse(startsAt), to.minutes ?? lengthOf(row)),
    field: to.field,
  }
}

async function readBooked(tx: TxCtx, clinicId: string, id: string, action: 'move' | 'cancel') {
  const row = found(tx, await readForChange(tx, id), 'The appointment')
  if (row.clinic_id !== clinicId)
    throw invalidInput('This appointment is in another clinic.', 'appointment_id')
  assertAction(action, row)
  return row
}

/** What `book` and `move` are about. Throws `invalid_input` for what is missing, `not_found` out of scope. */
export async function readPlacement(tx: TxCtx, input: OverrideBookingInput): Promise<Placement> {
  requireClinic(tx, input.clinic_id)
  if (input.action === 'book') return bookingPlacement(tx, input)
  const id = required(input.appointment_id, 'appointment_id', 'Say which appointment is to be moved.')
  return movePlacement(await readBooked(tx, input.clinic_id, id, 'move'), {
    starts_at: input.starts_at,
    provider_id: input.provider_id,
    minutes: input.duration_minutes,
    field: 'starts_at',
  })
}

/** A booking in the way and what becomes of it. */
export interface Displaced {
  row: LockedAppointment
  /** Null: it is cancelled. */
  placement: Placement | null
}

/** The bookings that this override names as making room, in the order of the input. */
export async function readDisplaced(tx: TxCtx, input: OverrideBookingInput): Promise<Displaced[]> {
  const displaced: Displaced[] = []
  for (const [index, each] of (input.displace ?? []).entries()) {
    if (
      displaced.some(({ row }) => row.id === each.appointment_id) ||
      each.appointment_id === input.appointment_id
    ) {
      throw invalidInput('This appointment is named twice.', `displace.${index}.appointment_id`)
    }
    const row = await readBooked(tx, input.clinic_id, each.appointment_id, each.action)
    const to = { ...each, field: `displace.${index}.starts_at` }
    displaced.push({ row, placement: each.action === 'move' ? movePlacement(row, to) : null })
  }
  return displaced
}
