import { z } from 'zod'
import { createStaffInput, staffView } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { createStaff } from '#lib/services/staff/create.ts'
import { listStaff } from '#lib/services/staff/list.ts'

export const GET = route(
  { doc: { summary: 'List logins', scope: 'admin', output: z.array(staffView) } },
  ({ ctx }) => listStaff(ctx),
)

export const POST = route(
  {
    input: createStaffInput,
    status: 201,
    doc: { summary: 'Make a login', scope: 'admin', output: staffView },
  },
  ({ ctx, input }) => createStaff(ctx, input),
)
