'use client'

import { useState } from 'react'
import type { PatientView, SendOfferResult } from '#lib/domain/messaging/schema.ts'
import { Dialog } from '../ui/dialog.tsx'
import { zoneName } from '../ui/time.ts'
import { PatientPicker } from './patient-picker.tsx'
import { SendOfferForm } from './send-offer-form.tsx'
import type { OfferTarget } from './targets.ts'

interface SendOfferDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  target: OfferTarget
  onSent?: (result: SendOfferResult) => void
}

/** Offers free times to a patient by text: choose, see the exact text, send. */
export function SendOfferDialog({ isOpen, onOpenChange, target, onSent }: SendOfferDialogProps) {
  const [chosen, setChosen] = useState<PatientView | null>(null)
  const patient = target.patient ?? chosen ?? undefined
  const { clinic } = target
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      size="lg"
      title={patient === undefined ? 'Offer times' : `Offer times to ${patient.name}`}
      description={`${clinic.name}, times in ${zoneName(clinic.time_zone)}`}
    >
      {target.patient === undefined && (
        <PatientPicker clinicId={clinic.id} onChange={setChosen} className="mt-4 mb-3" />
      )}
      <SendOfferForm
        key={patient?.id ?? 'nobody'}
        target={{ ...target, patient }}
        onCancel={() => onOpenChange(false)}
        onSent={(result) => {
          onOpenChange(false)
          onSent?.(result)
        }}
      />
    </Dialog>
  )
}
