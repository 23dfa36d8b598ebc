import { saveClinicInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { listClinics } from '#lib/services/clinic/list.ts'
import { saveClinic } from '#lib/services/clinic/save.ts'

export const GET = route({}, ({ ctx }) => listClinics(ctx))

export const POST = route(
  { input: saveClinicInput.omit({ clinic_id: true }), status: 201 },
  ({ ctx, input }) => saveClinic(ctx, input),
)
