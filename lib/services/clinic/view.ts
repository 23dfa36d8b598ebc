import type { Clinic } from '#lib/db/generated/client.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'

/** A clinic as the API answers it. */
export const toClinicView = (row: Clinic): ClinicView => ({
  id: row.id,
  name: row.name,
  time_zone: row.time_zone,
  country: row.country,
  phone_number: row.phone_number,
  currency: row.currency,
  is_default: row.is_default,
  quiet_hours: row.quiet_hours,
  version: row.version,
})
