'use client'

import { simulateReply } from '#lib/api/conversations.ts'
import { newIdempotencyKey } from '#lib/api/idempotency.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { useAction } from '../ui/use-action.ts'
import { Phone, type PhoneText } from './phone.tsx'
import { quickReplies } from './quick-replies.ts'
import { useReasons } from './thread-actions.ts'

interface SimulateDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  detail: ConversationDetail
}

/** Answers in the patient's place. The text takes the very path of a carrier's webhook. */
export function SimulateDialog({ isOpen, onOpenChange, detail }: SimulateDialogProps) {
  const { clinics } = useClinic()
  const reason = useReasons(detail)('simulate_reply')
  const number = clinics.find((clinic) => clinic.id === detail.clinic.id)?.phone_number ?? null
  const reply = useAction((text: string) => simulateReply(detail.id, text, newIdempotencyKey()), {
    hasOwnError: true,
  })
  const texts = phoneTexts(detail)
  const numbers =
    detail.offer?.state === 'open' ? detail.offer.options.map((option) => option.reply_number) : []
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`${detail.patient.name}’s phone`}
      description="Mock gateway, nothing leaves this machine"
      size="sm"
    >
      <DialogBody className="flex flex-col gap-3">
        <Phone
          sender={detail.clinic.name}
          number={number}
          texts={texts}
          quickReplies={quickReplies(numbers, texts.findLast(({ isMine }) => !isMine)?.text)}
          isPending={reply.isPending}
          disabledReason={reason}
          onReply={(text) => reply.mutate(text)}
          className="h-[min(34rem,70vh)] text-foreground"
        />
        <InlineError error={reply.error} />
      </DialogBody>
    </Dialog>
  )
}

/** Texts that never left do not show on a phone. */
const NEVER_ARRIVED = ['scheduled', 'queued', 'sending', 'failed', 'undelivered', 'cancelled']

/** The conversation as the patient sees it. */
function phoneTexts(detail: ConversationDetail): PhoneText[] {
  return detail.timeline.flatMap((item) => {
    if (item.kind !== 'sms' || NEVER_ARRIVED.includes(item.state)) return []
    return [{ id: item.id, isMine: item.direction === 'inbound', text: item.text }]
  })
}
