'use client'

import { Button, Label, TextArea, TextField } from '@heroui/react'
import { useState } from 'react'
import type { PatientView } from '#lib/domain/messaging/schema.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { MAX_REASON_LENGTH } from '#lib/domain/wire.ts'
import { ConflictList } from '../scheduling/conflict-list.tsx'
import { NotifyCheckbox } from '../scheduling/notify-checkbox.tsx'
import { PatientPicker } from '../scheduling/patient-picker.tsx'
import { ServicePicker } from '../scheduling/service-picker.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { formatDayTime } from '../ui/time.ts'
import type { Place } from './place.ts'
import { usePlacement } from './use-placement.ts'

interface PlaceDialogProps {
  place: Place
  /** The visit that was dropped there; without one a new visit is booked. */
  visit: AppointmentView | undefined
  clinic: ClinicView
  onClose: () => void
}

/**
 * Books or moves a visit to the time that somebody pointed at. What stands against it is listed first; with nothing in
 * the way it is an ordinary booking, else an override that needs a reason.
 */
export function PlaceDialog({ place, visit, clinic, onClose }: PlaceDialogProps) {
  const [found, setFound] = useState<PatientView | null>(null)
  const patient = visit?.patient ?? found
  const placement = usePlacement({ place, visit, patient, clinic }, onClose)
  const { draft, adjust, conflicts, isChecking, checkError, apply, startsAt, isAgainstRules, missing } =
    placement
  const permission = usePermissionReason()
  const denied = permission(isAgainstRules ? 'bookings:override' : 'appointments:write')
  const name = patient?.name ?? 'the patient'
  const zone = clinic.time_zone
  const provider = placement.providerName ?? 'this provider'
  const when = startsAt === undefined ? '' : `${formatDayTime(startsAt, zone)} with ${provider}`
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={visit === undefined ? 'Book a visit' : `Move the visit of ${name}`}
      description={visit === undefined ? when : `From ${formatDayTime(visit.starts_at, zone)} to ${when}`}
    >
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        {startsAt === undefined && (
          <p className="text-danger-ink">That time does not exist on that day: the clocks go forward.</p>
        )}
        {visit === undefined && (
          <>
            <PatientPicker clinicId={clinic.id} onChange={setFound} />
            <ServicePicker
              clinicId={clinic.id}
              value={placement.serviceId}
              onChange={(serviceId) => adjust({ serviceId })}
            />
          </>
        )}
        {conflicts !== undefined && (
          <ConflictList
            conflicts={conflicts}
            zone={zone}
            displaced={draft.displaced}
            onDisplace={(id, displacement) =>
              adjust({ displaced: { ...draft.displaced, [id]: displacement } })
            }
          />
        )}
        {isAgainstRules && (
          <TextField
            value={draft.reason}
            onChange={(reason) => adjust({ reason })}
            maxLength={MAX_REASON_LENGTH}
            isRequired
            fullWidth
          >
            <Label>Why against the rules</Label>
            <TextArea rows={2} placeholder="Kept in the audit trail, with your name" />
          </TextField>
        )}
        <NotifyCheckbox
          isSelected={draft.isNotified}
          onChange={(isNotified) => adjust({ isNotified })}
          patientName={name}
        />
        <InlineError error={checkError ?? apply.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          Cancel
        </Button>
        <ActionButton
          variant={isAgainstRules ? 'danger' : 'primary'}
          isPending={apply.isPending}
          disabledReason={denied ?? missing ?? (isChecking ? 'Looking for what stands against it.' : null)}
          onPress={() => apply.mutate(undefined)}
        >
          {visit === undefined ? 'Book' : 'Move'}
          {isAgainstRules ? ' anyway' : ''}
        </ActionButton>
      </DialogFooter>
    </Dialog>
  )
}
