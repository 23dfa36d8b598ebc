import type { PatientDetail } from '#lib/domain/messaging/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { PatientWaiting } from '../waiting-list/patient-waiting.tsx'
import { PatientConversations } from './patient-conversations.tsx'
import { PatientFacts } from './patient-facts.tsx'
import { PatientTimeline } from './patient-timeline.tsx'
import { PatientVisits } from './patient-visits.tsx'

interface PatientRecordProps {
  patient: PatientDetail
  clinic: ClinicView
}

/** All that is known of one patient: visits, wishes, conversations and what happened, the facts beside it. */
export function PatientRecord({ patient, clinic }: PatientRecordProps) {
  return (
    <div className="grid w-full max-w-340 gap-4 p-4 sm:p-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <PatientVisits
          title="Upcoming visits"
          visits={patient.upcoming}
          clinic={clinic}
          empty="No visit is booked. Book one, or offer times by text."
        />
        <PatientWaiting patient={patient} clinic={clinic} />
        <PatientConversations lines={patient.conversations} />
        <PatientVisits title="Past visits" visits={patient.past} clinic={clinic} empty="No visits so far." />
        <PatientTimeline patientId={patient.id} zone={clinic.time_zone} />
      </div>
      <PatientFacts patient={patient} zone={clinic.time_zone} />
    </div>
  )
}
