'use client'

import { leaveWaitingList } from '#lib/api/waiting-list.ts'
import type { WaitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useAction } from '../ui/use-action.ts'

interface LeaveDialogProps {
  entry: WaitingListEntryView
  onClose: () => void
}

/** Takes somebody off the list, after asking. */
export function LeaveDialog({ entry, onClose }: LeaveDialogProps) {
  const leave = useAction(() => leaveWaitingList(entry.id), {
    done: `${entry.patient.name} is off the waiting list.`,
    hasOwnError: true,
  })
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Take ${entry.patient.name} off the waiting list?`}
      confirmLabel="Take off the list"
      onConfirm={() => leave.mutateAsync(undefined)}
    >
      No freed time of {entry.service_type.name} is offered to them any more. Booked visits stay, and a time
      that was offered already can still be taken. They are not texted.
    </ConfirmDialog>
  )
}
