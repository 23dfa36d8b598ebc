import { listPatientsQuery, savePatientInput } from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { listPatients } from '#lib/services/patient/list.ts'
import { savePatient } from '#lib/services/patient/save.ts'

export const GET = route({ input: listPatientsQuery }, ({ ctx, input }) => listPatients(ctx, input))

export const POST = route(
  { input: savePatientInput.omit({ patient_id: true }), status: 201 },
  ({ ctx, input }) => savePatient(ctx, input),
)
