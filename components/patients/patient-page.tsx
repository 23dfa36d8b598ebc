'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, Pencil, Send } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { patientQuery } from '#lib/api/patients.ts'
import type { PatientDetail } from '#lib/domain/messaging/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { BookDialog } from '../scheduling/book-dialog.tsx'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { formatPhone } from '../ui/phone.ts'
import { PatientWaiting } from '../waiting-list/patient-waiting.tsx'
import { PatientConversations } from './patient-conversations.tsx'
import { PatientDialog } from './patient-dialog.tsx'
import { PatientFacts } from './patient-facts.tsx'
import { PatientSkeleton } from './patient-skeleton.tsx'
import { PatientTimeline } from './patient-timeline.tsx'
import { PatientVisits } from './patient-visits.tsx'

const BACK = { href: '/patients', label: 'patients' }

/** One patient: who they are, whether they may be texted, their visits and conversations. */
export function PatientPage({ id }: { id: string }) {
  const { clinics } = useClinic()
  const query = useQuery(patientQuery(id))
  const patient = query.data
  const clinic = clinics.find((candidate) => candidate.id === patient?.clinic_id)
  if (query.isError && patient === undefined) {
    return (
      <>
        <PageHeader title="Patient" back={BACK} />
        <ErrorState
          what="This patient could not be shown."
          error={query.error}
          onRetry={() => query.refetch()}
        />
      </>
    )
  }
  if (patient === undefined || clinic === undefined) {
    return (
      <>
        <PageHeader title="Patient" back={BACK} />
        <PatientSkeleton />
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={patient.name}
        back={BACK}
        aside={
          <span className="flex flex-wrap gap-x-2">
            {!patient.is_stub && <span>{formatPhone(patient.phone_number)}</span>}
            <ClinicZone clinic={clinic} />
          </span>
        }
        actions={<PatientActions patient={patient} clinic={clinic} />}
      />
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
          <PatientVisits
            title="Past visits"
            visits={patient.past}
            clinic={clinic}
            empty="No visits so far."
          />
          <PatientTimeline patientId={patient.id} zone={clinic.time_zone} />
        </div>
        <PatientFacts patient={patient} zone={clinic.time_zone} />
      </div>
    </>
  )
}

function PatientActions({ patient, clinic }: { patient: PatientDetail; clinic: ClinicView }) {
  const router = useRouter()
  const [open, setOpen] = useState<'edit' | 'book' | 'offer'>()
  const reason = usePermissionReason()
  const change = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  const optedOut = patient.is_opted_out
    ? `${patient.name} opted out of texts. START from their phone, or consent that you record, changes that.`
    : null
  return (
    <>
      <ActionButton
        variant="outline"
        shortcut="e"
        disabledReason={reason('appointments:write')}
        onPress={() => setOpen('edit')}
      >
        <Pencil aria-hidden="true" /> Change
      </ActionButton>
      <ActionButton
        variant="outline"
        shortcut="b"
        disabledReason={reason('appointments:write')}
        onPress={() => setOpen('book')}
      >
        <CalendarPlus aria-hidden="true" /> Book
      </ActionButton>
      <ActionButton
        variant="primary"
        shortcut="n"
        disabledReason={reason('offers:send') ?? optedOut}
        onPress={() => setOpen('offer')}
      >
        <Send aria-hidden="true" /> Offer times
      </ActionButton>
      <PatientDialog isOpen={open === 'edit'} onOpenChange={change} clinic={clinic} patient={patient} />
      <BookDialog isOpen={open === 'book'} onOpenChange={change} clinic={clinic} patient={patient} />
      <SendOfferDialog
        isOpen={open === 'offer'}
        onOpenChange={change}
        target={{ clinic, patient }}
        onSent={(result) => router.push(`/conversations/${result.conversation.id}`)}
      />
    </>
  )
}
