import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type ClinicQuery, clinicQuery } from '#lib/domain/scheduling/schema.ts'
import type { WaitingListRules } from '#lib/domain/waiting-list/schema.ts'

/** How freed times are offered in one clinic: its own setting, and each service's, with how many wait. */
export async function readWaitingListRules(ctx: Ctx, query: ClinicQuery): Promise<WaitingListRules> {
  const { clinic_id } = parseInput(clinicQuery, query)
  requirePermission(ctx, 'conversations:read')
  requireClinic(ctx, clinic_id)
  return waitingListRulesOf(ctx, clinic_id)
}

/** The same for a caller whose permission and scope were checked. */
export async function waitingListRulesOf(ctx: Ctx, clinic_id: string): Promise<WaitingListRules> {
  const clinic = await store(ctx).clinic.findUniqueOrThrow({ where: { id: clinic_id } })
  const services = await store(ctx).serviceType.findMany({
    where: { clinic_id },
    include: { _count: { select: { waiting_list: { where: { state: 'waiting' } } } } },
    orderBy: [{ is_default: 'desc' }, { name: 'asc' }],
  })
  return {
    clinic_id,
    suggests_preferred: clinic.suggests_preferred,
    quiet_hours: clinic.quiet_hours,
    version: clinic.rules_version,
    time_zone: clinic.time_zone,
    service_types: services.map((service) => ({
      id: service.id,
      name: service.name,
      duration_minutes: service.duration_minutes,
      minimum_notice_minutes: service.minimum_notice_minutes,
      is_active: service.is_active,
      backfill_enabled: service.backfill_enabled,
      backfill_wave_size: service.backfill_wave_size,
      backfill_wave_minutes: service.backfill_wave_minutes,
      backfill_notice_minutes: service.backfill_notice_minutes,
      waiting: service._count.waiting_list,
    })),
  }
}
