import { clinicView, saveClinicInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { saveClinic } from '#lib/services/clinic/save.ts'

export const PUT = route(
  {
    input: saveClinicInput,
    path: { id: 'clinic_id' },
    doc: {
      summary: 'Change a clinic',
      description: 'Another time zone changes how times are shown and read, not the visits that stand.',
      scope: 'settings:write',
      output: clinicView,
    },
  },
  ({ ctx, input }) => saveClinic(ctx, input),
)
