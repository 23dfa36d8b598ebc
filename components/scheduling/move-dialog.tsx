'use client'

import { useState } from 'react'
import { moveAppointment } from '#lib/api/appointments.ts'
import type { AppointmentView, SlotView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKeys } from '../ui/use-idempotency-key.ts'
import { NotifyCheckbox } from './notify-checkbox.tsx'
import { OneSlotDialog } from './one-slot-dialog.tsx'
import { useServiceTypes } from './service-picker.tsx'
import { slotKey } from './slot-key.ts'

interface MoveDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: { id: string; time_zone: string }
  appointment: AppointmentView
}

/** Moves a booked visit to another free time, perhaps with another provider. The old time is free at once. */
export function MoveDialog({ isOpen, onOpenChange, clinic, appointment }: MoveDialogProps) {
  const { fallback } = useServiceTypes(clinic.id)
  const [isNotified, setNotified] = useState(true)
  const [keyFor, renewKeys] = useIdempotencyKeys()
  const denied = usePermissionReason()('appointments:write')
  const zone = clinic.time_zone
  const name = appointment.patient?.name ?? 'the patient'
  const move = useAction(
    (slot: SlotView) =>
      moveAppointment(appointment.id, {
        starts_at: slot.starts_at,
        provider_id: slot.provider_id,
        notify_patient: isNotified,
        version: appointment.version,
        idempotency_key: keyFor(slotKey(slot)),
      }),
    {
      done: (moved) => `Moved to ${formatDayTime(moved.starts_at, zone)}.`,
      onDone: () => {
        renewKeys()
        onOpenChange(false)
      },
      hasOwnError: true,
    },
  )
  return (
    <OneSlotDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Move the visit of ${name}`}
      description={`Now ${formatDayTime(appointment.starts_at, zone)} with ${appointment.provider.name}`}
      clinic={clinic}
      serviceTypeId={appointment.service_type?.id ?? fallback?.id}
      patientId={appointment.patient?.id}
      verb="Move to"
      disabledReason={denied ?? appointment.disabled.move}
      isPending={move.isPending}
      error={move.error}
      onChoose={(slot) => move.mutate(slot)}
      foot={<NotifyCheckbox isSelected={isNotified} onChange={setNotified} patientName={name} />}
    />
  )
}
