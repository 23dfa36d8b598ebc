import { staffView, updateStaffInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { updateStaff } from '#lib/services/staff/update.ts'

export const PATCH = route(
  {
    input: updateStaffInput,
    path: { id: 'staff_id' },
    doc: {
      summary: 'Change a login',
      description: 'Disabling it, or another password, ends its sessions at once.',
      scope: 'admin',
      output: staffView,
    },
  },
  ({ ctx, input }) => updateStaff(ctx, input),
)
