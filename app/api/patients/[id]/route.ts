import { z } from 'zod'
import { patientDetail, patientView, savePatientInput } from '#lib/domain/messaging/schema.ts'
import { id } from '#lib/domain/wire.ts'
import { route } from '#lib/http/route.ts'
import { openPatient } from '#lib/services/audit/open.ts'
import { savePatient } from '#lib/services/patient/save.ts'

/** Opening a patient is noted in the audit trail. */
export const GET = route(
  {
    input: z.object({ patient_id: id }),
    path: { id: 'patient_id' },
    doc: {
      summary: 'Read a patient',
      description: 'With visits and conversations. That the page was opened is noted in the audit trail.',
      scope: 'conversations:read',
      output: patientDetail,
    },
  },
  ({ ctx, input }) => openPatient(ctx, input.patient_id),
)

export const PUT = route(
  {
    input: savePatientInput,
    path: { id: 'patient_id' },
    doc: {
      summary: 'Change a patient',
      description: 'All fields at once: what is left out is emptied.',
      scope: 'appointments:write',
      output: patientView,
    },
  },
  ({ ctx, input }) => savePatient(ctx, input),
)
