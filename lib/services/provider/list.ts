import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type ClinicQuery, clinicQuery, type ProviderView } from '#lib/domain/scheduling/schema.ts'
import { requireScheduleReader } from '../appointment/schedule-reader.ts'
import { providerInclude, providerView } from './view.ts'

/** The clinic's providers with hours, services and coming time off: active ones first, then by name. */
export async function listProviders(ctx: Ctx, query: ClinicQuery): Promise<ProviderView[]> {
  const { clinic_id } = parseInput(clinicQuery, query)
  requireScheduleReader(ctx, clinic_id)
  const rows = await store(ctx).provider.findMany({
    where: { clinic_id },
    orderBy: [{ is_active: 'desc' }, { is_external: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    include: providerInclude(ctx),
  })
  return rows.map((row) => providerView(ctx, row))
}
