import { updateStaffInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { updateStaff } from '#lib/services/staff/update.ts'

export const PATCH = route({ input: updateStaffInput, path: { id: 'staff_id' } }, ({ ctx, input }) =>
  updateStaff(ctx, input),
)
