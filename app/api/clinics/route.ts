import { z } from 'zod'
import { clinicView, saveClinicInput } from '#lib/domain/staff/schema.ts'
import { route } from '#lib/http/route.ts'
import { listClinics } from '#lib/services/clinic/list.ts'
import { saveClinic } from '#lib/services/clinic/save.ts'

export const GET = route(
  {
    doc: {
      summary: 'List clinics',
      description: 'Those that the caller covers.',
      scope: null,
      output: z.array(clinicView),
    },
  },
  ({ ctx }) => listClinics(ctx),
)

export const POST = route(
  {
    input: saveClinicInput.omit({ clinic_id: true, version: true }),
    status: 201,
    doc: { summary: 'Make a clinic', scope: 'settings:write', output: clinicView },
  },
  ({ ctx, input }) => saveClinic(ctx, input),
)
