'use client'

import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { patientQuery } from '#lib/api/patients.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { formatPhone } from '../ui/phone.ts'
import { PhoneHead } from './phone-head.tsx'
import { PHONE_HEIGHT, PHONE_WIDTH } from './phone-size.ts'

interface EmptyPhoneProps {
  clinic: ClinicView
  patientId: string
  onRemove: () => void
}

/** The phone of a patient whom the clinic has not written to yet: an offer begins it. */
export function EmptyPhone({ clinic, patientId, onRemove }: EmptyPhoneProps) {
  const { data: patient } = useQuery(patientQuery(patientId))
  const [isOffering, setOffering] = useState(false)
  const denied = usePermissionReason()('offers:send')
  return (
    <section
      aria-label={`${patient?.name ?? 'A patient'}’s phone`}
      className={`flex flex-col gap-2 ${PHONE_WIDTH}`}
    >
      <PhoneHead
        name={patient?.name ?? 'A patient'}
        detail={patient === undefined ? '' : formatPhone(patient.phone_number)}
        onRemove={onRemove}
      >
        <span className="text-xs text-muted">No texts yet</span>
      </PhoneHead>
      <div
        className={`flex flex-col items-center justify-center gap-3 rounded-[2rem] border-6 border-inverse bg-surface px-6 text-center ${PHONE_HEIGHT}`}
      >
        <p className="text-muted">
          {clinic.name} has not written to this phone. An offer begins the conversation.
        </p>
        <ActionButton variant="primary" disabledReason={denied} onPress={() => setOffering(true)}>
          <Send aria-hidden="true" /> Offer times
        </ActionButton>
      </div>
      {patient !== undefined && (
        <SendOfferDialog isOpen={isOffering} onOpenChange={setOffering} target={{ clinic, patient }} />
      )}
    </section>
  )
}
