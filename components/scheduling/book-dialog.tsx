'use client'

import { useState } from 'react'
import { bookAppointment } from '#lib/api/appointments.ts'
import type { PatientView } from '#lib/domain/messaging/schema.ts'
import type { AppointmentView, SlotView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { formatDayTime, zoneName } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKeys } from '../ui/use-idempotency-key.ts'
import { NotifyCheckbox } from './notify-checkbox.tsx'
import { OneSlotDialog } from './one-slot-dialog.tsx'
import { PatientPicker } from './patient-picker.tsx'
import { ServicePicker, useServiceTypes } from './service-picker.tsx'
import { slotKey } from './slot-key.ts'

interface BookDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: { id: string; name: string; time_zone: string }
  /** Left out where the patient is chosen in the dialog. */
  patient?: { id: string; name: string }
  /** The conversation's uuid, so that the booking shows there. */
  conversationId?: string
  serviceTypeId?: string
  /** `YYYY-MM-DD` in the clinic's zone where the search for times starts; left out it starts now. */
  fromDay?: string
  onBooked?: (appointment: AppointmentView) => void
}

/** Books a free time for a patient, without asking the patient first. */
export function BookDialog(props: BookDialogProps) {
  const { isOpen, onOpenChange, clinic, conversationId } = props
  const { services, fallback } = useServiceTypes(clinic.id)
  const [found, setFound] = useState<PatientView | null>(null)
  const [serviceId, setServiceId] = useState(props.serviceTypeId)
  const [isNotified, setNotified] = useState(true)
  const [keyFor, renewKeys] = useIdempotencyKeys()
  const denied = usePermissionReason()('appointments:write')
  const patient = props.patient ?? found
  const service = services.find((candidate) => candidate.id === serviceId) ?? fallback
  const book = useAction(
    ({ slot, patientId, serviceTypeId }: { slot: SlotView; patientId: string; serviceTypeId: string }) =>
      bookAppointment({
        clinic_id: clinic.id,
        patient_id: patientId,
        provider_id: slot.provider_id,
        service_type_id: serviceTypeId,
        starts_at: slot.starts_at,
        conversation_id: conversationId ?? null,
        notify_patient: isNotified,
        idempotency_key: keyFor(slotKey(slot)),
      }),
    {
      done: (booked) => `Booked for ${formatDayTime(booked.starts_at, clinic.time_zone)}.`,
      onDone: (booked) => {
        renewKeys()
        onOpenChange(false)
        props.onBooked?.(booked)
      },
      hasOwnError: true,
    },
  )
  return (
    <OneSlotDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={patient === null ? 'Book a visit' : `Book a visit for ${patient.name}`}
      description={`${clinic.name}, times in ${zoneName(clinic.time_zone)}`}
      clinic={clinic}
      serviceTypeId={service?.id}
      patientId={patient?.id}
      fromDay={props.fromDay}
      verb="Book"
      disabledReason={denied ?? (patient === null ? 'Choose the patient first.' : null)}
      isPending={book.isPending}
      error={book.error}
      onChoose={(slot) => {
        if (patient === null || service === undefined) return
        book.mutate({ slot, patientId: patient.id, serviceTypeId: service.id })
      }}
      head={
        <>
          {props.patient === undefined && <PatientPicker clinicId={clinic.id} onChange={setFound} />}
          <ServicePicker clinicId={clinic.id} value={service?.id} onChange={setServiceId} />
        </>
      }
      foot={
        <NotifyCheckbox
          isSelected={isNotified}
          onChange={setNotified}
          patientName={patient?.name ?? 'the patient'}
        />
      }
    />
  )
}
