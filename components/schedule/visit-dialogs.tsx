'use client'

import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { CancelDialog } from '../scheduling/cancel-dialog.tsx'
import { MoveDialog } from '../scheduling/move-dialog.tsx'
import { OverrideDialog } from '../scheduling/override-dialog.tsx'

export type DialogName = 'move' | 'cancel' | 'override'

interface VisitDialogsProps {
  visit: AppointmentView
  clinic: ClinicView
  open: DialogName | undefined
  onOpenChange: (dialog: DialogName | undefined) => void
}

/** The dialogs that a visit's buttons open, one at a time. */
export function VisitDialogs({ visit, clinic, open, onOpenChange }: VisitDialogsProps) {
  const change = (isOpen: boolean) => onOpenChange(isOpen ? open : undefined)
  return (
    <>
      <MoveDialog isOpen={open === 'move'} onOpenChange={change} clinic={clinic} appointment={visit} />
      <CancelDialog
        isOpen={open === 'cancel'}
        onOpenChange={change}
        zone={clinic.time_zone}
        appointment={visit}
      />
      <OverrideDialog
        isOpen={open === 'override'}
        onOpenChange={change}
        target={{
          action: 'move',
          clinic,
          appointment: visit,
          conversationId: visit.conversation_id ?? undefined,
        }}
      />
    </>
  )
}
