import { z } from 'zod'
import { savePatientInput } from '#lib/domain/messaging/schema.ts'
import { id } from '#lib/domain/wire.ts'
import { route } from '#lib/http/route.ts'
import { openPatient } from '#lib/services/audit/open.ts'
import { savePatient } from '#lib/services/patient/save.ts'

/** Opening a patient is noted in the audit trail. */
export const GET = route(
  { input: z.object({ patient_id: id }), path: { id: 'patient_id' } },
  ({ ctx, input }) => openPatient(ctx, input.patient_id),
)

export const PUT = route({ input: savePatientInput, path: { id: 'patient_id' } }, ({ ctx, input }) =>
  savePatient(ctx, input),
)
