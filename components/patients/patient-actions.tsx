'use client'

import { CalendarPlus, Pencil, Send } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { PatientDetail } from '#lib/domain/messaging/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { BookDialog } from '../scheduling/book-dialog.tsx'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { PatientDialog } from './patient-dialog.tsx'

interface PatientActionsProps {
  patient: PatientDetail
  clinic: ClinicView
}

/** What staff can do for one patient: change the details, book a visit, offer times by text. */
export function PatientActions({ patient, clinic }: PatientActionsProps) {
  const router = useRouter()
  const [open, setOpen] = useState<'edit' | 'book' | 'offer'>()
  const reason = usePermissionReason()
  const change = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  const optedOut = patient.is_opted_out
    ? `${patient.name} opted out of texts. START from their phone, or consent that you record, changes that.`
    : null
  return (
    <>
      <ActionButton
        variant="outline"
        shortcut="e"
        disabledReason={reason('appointments:write')}
        onPress={() => setOpen('edit')}
      >
        <Pencil aria-hidden="true" /> Change
      </ActionButton>
      <ActionButton
        variant="outline"
        shortcut="b"
        disabledReason={reason('appointments:write')}
        onPress={() => setOpen('book')}
      >
        <CalendarPlus aria-hidden="true" /> Book
      </ActionButton>
      <ActionButton
        variant="primary"
        shortcut="n"
        disabledReason={reason('offers:send') ?? optedOut}
        onPress={() => setOpen('offer')}
      >
        <Send aria-hidden="true" /> Offer times
      </ActionButton>
      <PatientDialog isOpen={open === 'edit'} onOpenChange={change} clinic={clinic} patient={patient} />
      <BookDialog isOpen={open === 'book'} onOpenChange={change} clinic={clinic} patient={patient} />
      <SendOfferDialog
        isOpen={open === 'offer'}
        onOpenChange={change}
        target={{ clinic, patient }}
        onSent={(result) => router.push(`/conversations/${result.conversation.id}`)}
      />
    </>
  )
}
