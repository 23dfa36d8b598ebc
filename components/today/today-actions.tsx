'use client'

import { CalendarPlus, Send } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { BookDialog } from '../scheduling/book-dialog.tsx'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'

/** The two ways a visit begins: the patient chooses, or the clerk does. */
export function TodayActions({ clinic }: { clinic: ClinicView }) {
  const router = useRouter()
  const [open, setOpen] = useState<'offer' | 'book'>()
  const reason = usePermissionReason()
  const close = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  return (
    <>
      <ActionButton
        variant="outline"
        shortcut="b"
        hint="Book a visit without asking by text"
        disabledReason={reason('appointments:write')}
        onPress={() => setOpen('book')}
      >
        <CalendarPlus aria-hidden="true" /> Book
      </ActionButton>
      <ActionButton
        variant="primary"
        shortcut="n"
        hint="Text a patient times to choose from"
        disabledReason={reason('offers:send')}
        onPress={() => setOpen('offer')}
      >
        <Send aria-hidden="true" /> Offer times
      </ActionButton>
      <BookDialog isOpen={open === 'book'} onOpenChange={close} clinic={clinic} />
      <SendOfferDialog
        isOpen={open === 'offer'}
        onOpenChange={close}
        target={{ clinic }}
        onSent={(result) => router.push(`/conversations/${result.conversation.id}`)}
      />
    </>
  )
}
