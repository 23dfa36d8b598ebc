'use client'

import { RotateCw, Send, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { cancelText, retryText, sendTextNow } from '#lib/api/texts.ts'
import type { SmsItem } from '#lib/domain/messaging/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useAction } from '../ui/use-action.ts'
import { ReasonDialog } from './reason-dialog.tsx'

/** What can be done with one text of ours: again, back, or now. */
export function TextControls({ item }: { item: SmsItem }) {
  if (!item.can_retry && !item.can_cancel && !item.can_send_now) return null
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {item.can_retry && <Retry item={item} />}
      {item.can_send_now && <SendNow item={item} />}
      {item.can_cancel && <TakeBack item={item} />}
    </div>
  )
}

function Retry({ item }: { item: SmsItem }) {
  const denied = usePermissionReason()('sms:send')
  const retry = useAction(() => retryText(item.id), { done: 'The text is on its way again.' })
  return (
    <ActionButton
      variant="outline"
      size="sm"
      disabledReason={denied}
      isPending={retry.isPending}
      onPress={() => retry.mutate(undefined)}
    >
      <RotateCw aria-hidden="true" /> Send this text again
    </ActionButton>
  )
}

function TakeBack({ item }: { item: SmsItem }) {
  const denied = usePermissionReason()('sms:send')
  const cancel = useAction(() => cancelText(item.id), { done: 'Taken back. The patient gets nothing.' })
  return (
    <ActionButton
      variant="outline"
      size="sm"
      hint="It is not sent"
      disabledReason={denied}
      isPending={cancel.isPending}
      onPress={() => cancel.mutate(undefined)}
    >
      <Undo2 aria-hidden="true" /> Take back
    </ActionButton>
  )
}

function SendNow({ item }: { item: SmsItem }) {
  const denied = usePermissionReason()('sms:send')
  const [isOpen, setOpen] = useState(false)
  const send = useAction((reason: string) => sendTextNow(item.id, reason), {
    done: 'The text is on its way.',
    hasOwnError: true,
  })
  return (
    <>
      <ActionButton variant="outline" size="sm" disabledReason={denied} onPress={() => setOpen(true)}>
        <Send aria-hidden="true" /> Send now
      </ActionButton>
      <ReasonDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Send this text now?"
        description={`${item.waits?.words ?? 'It waits'}. The patient’s phone may ring at once.`}
        submitLabel="Send it now"
        onSubmit={send.mutateAsync}
      />
    </>
  )
}
