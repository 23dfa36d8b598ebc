import type { ServiceType } from '#lib/db/generated/client.ts'
import type { ServiceTypeView } from '#lib/domain/scheduling/schema.ts'

/** The service type as the wire shows it. */
export const serviceTypeView = (row: ServiceType): ServiceTypeView => ({
  id: row.id,
  clinic_id: row.clinic_id,
  name: row.name,
  duration_minutes: row.duration_minutes,
  buffer_before_minutes: row.buffer_before_minutes,
  buffer_after_minutes: row.buffer_after_minutes,
  alignment_minutes: row.alignment_minutes,
  minimum_notice_minutes: row.minimum_notice_minutes,
  cost_estimate: row.cost_estimate,
  aliases: row.aliases,
  reminder_minutes: row.reminder_minutes,
  is_default: row.is_default,
  is_active: row.is_active,
  backfill_enabled: row.backfill_enabled,
  backfill_wave_size: row.backfill_wave_size,
  backfill_wave_minutes: row.backfill_wave_minutes,
  backfill_notice_minutes: row.backfill_notice_minutes,
  version: row.version,
})
