'use client'

import { Dialog } from '../ui/dialog.tsx'
import { formatDayTime } from '../ui/time.ts'
import { OverrideForm } from './override-form.tsx'
import type { OverrideTarget } from './targets.ts'

interface OverrideDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  target: OverrideTarget
}

const TITLES = {
  book: 'Book against the rules',
  move: 'Move against the rules',
  cancel: 'Cancel against the rules',
}

/** Books, moves or cancels what the rules refuse. Every conflict is listed before anything changes. */
export function OverrideDialog({ isOpen, onOpenChange, target }: OverrideDialogProps) {
  const { appointment, clinic } = target
  const name = (appointment?.patient ?? target.patient)?.name ?? 'the patient'
  const now =
    appointment === undefined
      ? ''
      : `, now ${formatDayTime(appointment.starts_at, clinic.time_zone)} with ${appointment.provider.name}`
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={TITLES[target.action]}
      description={`${name}${now}`}
    >
      <OverrideForm target={target} patientName={name} onClose={() => onOpenChange(false)} />
    </Dialog>
  )
}
