import { createStaffInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { createStaff } from '#lib/services/staff/create.ts'
import { listStaff } from '#lib/services/staff/list.ts'

export const GET = route({}, ({ ctx }) => listStaff(ctx))

export const POST = route({ input: createStaffInput, status: 201 }, ({ ctx, input }) =>
  createStaff(ctx, input),
)
