import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type ClinicQuery, clinicQuery, type ServiceTypeView } from '#lib/domain/scheduling/schema.ts'
import { requireScheduleReader } from '../appointment/schedule-reader.ts'
import { serviceTypeView } from './view.ts'

/** The clinic's service types, the default one first, then by name. */
export async function listServiceTypes(ctx: Ctx, query: ClinicQuery): Promise<ServiceTypeView[]> {
  const { clinic_id } = parseInput(clinicQuery, query)
  requireScheduleReader(ctx, clinic_id)
  const rows = await store(ctx).serviceType.findMany({
    where: { clinic_id },
    orderBy: [{ is_default: 'desc' }, { name: 'asc' }],
  })
  return rows.map(serviceTypeView)
}
