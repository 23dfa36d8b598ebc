import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { StaffView } from '#lib/domain/staff/schema.ts'
import { STAFF_INCLUDE, toStaffView } from './view.ts'

/** Every login that shares a clinic with the caller, disabled ones last. For administrators. */
export async function listStaff(ctx: Ctx): Promise<StaffView[]> {
  requirePermission(ctx, 'admin')
  const { clinicIds } = ctx.actor
  const rows = await store(ctx).staff.findMany({
    where: clinicIds === 'all' ? {} : { clinics: { some: { clinic_id: { in: [...clinicIds] } } } },
    include: STAFF_INCLUDE,
    orderBy: [{ disabled_at: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toStaffView)
}
