import {
  listPatientsQuery,
  patientPage,
  patientView,
  savePatientInput,
} from '#lib/domain/messaging/schema.ts'
import { route } from '#lib/http/route.ts'
import { listPatients } from '#lib/services/patient/list.ts'
import { savePatient } from '#lib/services/patient/save.ts'

export const GET = route(
  {
    input: listPatientsQuery,
    doc: {
      summary: 'List patients',
      description: 'By name; `q` finds part of a name or a whole phone number.',
      scope: 'conversations:read',
      output: patientPage,
    },
  },
  ({ ctx, input }) => listPatients(ctx, input),
)

export const POST = route(
  {
    input: savePatientInput.omit({ patient_id: true, version: true }),
    status: 201,
    doc: { summary: 'Add a patient', scope: 'appointments:write', output: patientView },
  },
  ({ ctx, input }) => savePatient(ctx, input),
)
