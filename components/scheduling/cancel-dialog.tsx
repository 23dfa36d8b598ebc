'use client'

import { Button, Label, TextArea, TextField } from '@heroui/react'
import { useState } from 'react'
import { cancelAppointment } from '#lib/api/appointments.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { MAX_REASON_LENGTH } from '#lib/domain/wire.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKey } from '../ui/use-idempotency-key.ts'
import { NotifyCheckbox } from './notify-checkbox.tsx'

interface CancelDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  zone: string
  appointment: AppointmentView
}

/** Cancels a visit. The time is free again at once; the visit stays in the patient's history. */
export function CancelDialog({ isOpen, onOpenChange, zone, appointment }: CancelDialogProps) {
  const name = appointment.patient?.name ?? 'the patient'
  const when = `${formatDayTime(appointment.starts_at, zone)} with ${appointment.provider.name}`
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Cancel the visit of ${name}?`}
      description={when}
    >
      <CancelForm appointment={appointment} patientName={name} onClose={() => onOpenChange(false)} />
    </Dialog>
  )
}

interface CancelFormProps {
  appointment: AppointmentView
  patientName: string
  onClose: () => void
}

function CancelForm({ appointment, patientName, onClose }: CancelFormProps) {
  const [reason, setReason] = useState('')
  const [isNotified, setNotified] = useState(true)
  const [key] = useIdempotencyKey()
  const denied = usePermissionReason()('appointments:write')
  const cancel = useAction(
    () =>
      cancelAppointment(appointment.id, {
        reason: reason.trim() === '' ? null : reason.trim(),
        notify_patient: isNotified,
        version: appointment.version,
        idempotency_key: key,
      }),
    { done: 'The visit is cancelled.', onDone: onClose, hasOwnError: true },
  )
  return (
    <>
      <DialogBody className="flex flex-col gap-3">
        <p>The time is free again at once. The visit stays in the history.</p>
        <TextField value={reason} onChange={setReason} maxLength={MAX_REASON_LENGTH} fullWidth>
          <Label>Why (may stay empty)</Label>
          <TextArea rows={2} />
        </TextField>
        <NotifyCheckbox isSelected={isNotified} onChange={setNotified} patientName={patientName} />
        <InlineError error={cancel.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          Keep the visit
        </Button>
        <ActionButton
          variant="danger"
          isPending={cancel.isPending}
          disabledReason={denied ?? appointment.disabled.cancel}
          onPress={() => cancel.mutate(undefined)}
        >
          Cancel the visit
        </ActionButton>
      </DialogFooter>
    </>
  )
}
