'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { patientQuery } from '#lib/api/patients.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import type { WaitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import { PatientPicker } from '../scheduling/patient-picker.tsx'
import { ServicePicker, useServiceTypes } from '../scheduling/service-picker.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { EntryForm } from './entry-form.tsx'

interface EntryDialogProps {
  clinic: ClinicView
  /** Left out to add one. */
  entry?: WaitingListEntryView
  /** Left out where the patient is chosen in the dialog. */
  patient?: { id: string; name: string }
  onClose: () => void
}

/** Puts a patient on the waiting list, or changes what they wait for. */
export function EntryDialog({ clinic, entry, patient: known, onClose }: EntryDialogProps) {
  const [found, setFound] = useState<{ id: string; name: string } | null>(null)
  const [serviceId, setServiceId] = useState(entry?.service_type.id)
  const { services, fallback } = useServiceTypes(clinic.id)
  const patient = entry?.patient ?? known ?? found
  const service = entry?.service_type ?? services.find(({ id }) => id === serviceId) ?? fallback
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={entry === undefined ? 'Add to the waiting list' : `What ${entry.patient.name} waits for`}
      description={
        entry === undefined
          ? 'Nobody is texted until a time frees that fits.'
          : `${entry.service_type.name}. The turn in the list stays.`
      }
    >
      <DialogBody className="flex flex-col gap-4 overflow-y-auto">
        {entry === undefined && (
          <>
            {known === undefined && <PatientPicker clinicId={clinic.id} onChange={setFound} />}
            <ServicePicker clinicId={clinic.id} value={service?.id} onChange={setServiceId} />
          </>
        )}
        {patient === null || service === undefined ? (
          <p className="text-muted">Choose the patient first.</p>
        ) : (
          <WithVisits patientId={patient.id}>
            {(visits) => (
              <EntryForm
                key={`${patient.id}:${service.id}`}
                clinic={clinic}
                patient={patient}
                service={service}
                entry={entry}
                visits={visits.filter((visit) => visit.service_type?.id === service.id)}
                onClose={onClose}
              />
            )}
          </WithVisits>
        )}
      </DialogBody>
    </Dialog>
  )
}

type Visits = NonNullable<ReturnType<typeof useUpcoming>>

const useUpcoming = (patientId: string) => useQuery(patientQuery(patientId)).data?.upcoming

function WithVisits({
  patientId,
  children,
}: {
  patientId: string
  children: (visits: Visits) => React.ReactNode
}) {
  const visits = useUpcoming(patientId)
  return visits === undefined ? <p className="text-muted">Looking for booked visits</p> : children(visits)
}
