import { saveClinicInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { saveClinic } from '#lib/services/clinic/save.ts'

export const PUT = route({ input: saveClinicInput, path: { id: 'clinic_id' } }, ({ ctx, input }) =>
  saveClinic(ctx, input),
)
