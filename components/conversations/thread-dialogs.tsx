'use client'

import { withdrawOffer } from '#lib/api/offers.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { BookDialog } from '../scheduling/book-dialog.tsx'
import { OverrideDialog } from '../scheduling/override-dialog.tsx'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { SimulateDialog } from './simulate-dialog.tsx'
import { useThreadActions } from './thread-actions.ts'

export type DialogName = 'offer' | 'simulate' | 'book' | 'override' | 'withdraw' | 'close'

interface ThreadDialogsProps {
  detail: ConversationDetail
  open: DialogName | undefined
  onOpen: (dialog: DialogName | undefined) => void
}

/** One dialog per action of a conversation; at most one is open. */
export function ThreadDialogs({ detail, open, onOpen }: ThreadDialogsProps) {
  const { clinic, patient } = detail
  const serviceTypeId = detail.service_type?.id
  const state = (name: DialogName) => ({
    isOpen: open === name,
    onOpenChange: (isOpen: boolean) => onOpen(isOpen ? name : undefined),
  })
  return (
    <>
      <SendOfferDialog
        {...state('offer')}
        target={{ clinic, patient, conversationId: detail.conversation_id, serviceTypeId }}
      />
      <SimulateDialog {...state('simulate')} detail={detail} />
      <BookDialog
        {...state('book')}
        clinic={clinic}
        patient={patient}
        conversationId={detail.id}
        serviceTypeId={serviceTypeId}
      />
      <OverrideDialog
        {...state('override')}
        target={{ action: 'book', clinic, patient, conversationId: detail.id, serviceTypeId }}
      />
      <Withdraw {...state('withdraw')} detail={detail} />
      <Close {...state('close')} detail={detail} />
    </>
  )
}

interface ConfirmProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  detail: ConversationDetail
}

function Withdraw({ isOpen, onOpenChange, detail }: ConfirmProps) {
  const withdraw = useAction((offerId: string) => withdrawOffer(offerId, null), {
    done: 'Withdrawn. The times are free again.',
    hasOwnError: true,
  })
  const offerId = detail.offer?.id
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Withdraw the offer to ${detail.patient.name}?`}
      confirmLabel="Withdraw the offer"
      onConfirm={async () => offerId !== undefined && withdraw.mutateAsync(offerId)}
    >
      The held times are free again at once. The text stays on the patient’s phone; an answer to it books
      nothing and comes to you.
    </ConfirmDialog>
  )
}

function Close({ isOpen, onOpenChange, detail }: ConfirmProps) {
  const { close } = useThreadActions(detail)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Close the conversation with ${detail.patient.name}?`}
      confirmLabel="Close it"
      onConfirm={() => close.mutateAsync(undefined)}
    >
      It leaves your list. Booked visits stay, and a new text from the patient opens it again.
    </ConfirmDialog>
  )
}
