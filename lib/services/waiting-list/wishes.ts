import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { localDateOf, parseLocalDate } from '#lib/domain/scheduling/local-time.ts'
import type { ChangeWaitingListInput } from '#lib/domain/waiting-list/schema.ts'

interface Of {
  clinic: { id: string; time_zone: string }
  patient_id: string
  service_type_id: string
}
type Asked = Omit<ChangeWaitingListInput, 'entry_id' | 'version'>

async function checkProvider(tx: TxCtx, providerId: string, of: Of): Promise<void> {
  const provider = await tx.tx.provider.findFirst({
    where: { id: providerId, clinic_id: of.clinic.id },
    include: { services: { where: { service_type_id: of.service_type_id } } },
  })
  if (!provider) throw invalidInput('This clinic has no such provider.', 'provider_id')
  if (provider.services.length === 0)
    throw invalidInput(`${provider.name} does not offer this service.`, 'provider_id')
}

/** The visit to give up must be one that can be moved: the patient's own, of this service, booked and ahead. */
async function checkVisit(tx: TxCtx, appointmentId: string, of: Of): Promise<void> {
  const visit = await tx.tx.appointment.findFirst({
    where: { id: appointmentId, clinic_id: of.clinic.id, patient_id: of.patient_id },
  })
  if (!visit) throw invalidInput('This patient has no such visit.', 'appointment_id')
  if (visit.service_type_id !== of.service_type_id)
    throw invalidInput('That visit is of another service.', 'appointment_id')
  if (visit.state !== 'booked' || visit.starts_at <= nowDate(tx))
    throw invalidInput('Only a booked visit that is still ahead can be given up.', 'appointment_id')
}

function checkDates(tx: TxCtx, { from_date, until_date }: Asked, timeZone: string): void {
  if (from_date) parseLocalDate(from_date, 'from_date')
  if (!until_date) return
  parseLocalDate(until_date, 'until_date')
  if (from_date && until_date < from_date)
    throw invalidInput('The last date must not be before the first.', 'until_date')
  if (until_date < localDateOf(tx.now(), timeZone))
    throw invalidInput('The last date is past already.', 'until_date')
}

const dateColumn = (date: string | null | undefined) => (date ? new Date(`${date}T00:00:00Z`) : null)
const distinct = <T>(values: readonly T[] | null | undefined) => [...new Set(values ?? [])].sort()

/** The columns of an entry for what is asked. Throws `invalid_input` naming what could never be offered. */
export async function wishColumns(tx: TxCtx, asked: Asked, of: Of) {
  if (asked.provider_id) await checkProvider(tx, asked.provider_id, of)
  if (asked.appointment_id) await checkVisit(tx, asked.appointment_id, of)
  checkDates(tx, asked, of.clinic.time_zone)
  return {
    provider_id: asked.provider_id ?? null,
    appointment_id: asked.appointment_id ?? null,
    weekdays: distinct(asked.weekdays),
    times_of_day: distinct(asked.times_of_day),
    from_date: dateColumn(asked.from_date),
    until_date: dateColumn(asked.until_date),
  }
}
