'use client'

import { TextArea } from '@heroui/react'
import { CalendarPlus, Clock, Send, Smartphone } from 'lucide-react'
import { useRef, useState } from 'react'
import { sendText } from '#lib/api/texts.ts'
import {
  type ConversationDetail,
  MAX_SMS_CHARACTERS,
  type SendStaffTextInput,
} from '#lib/domain/messaging/schema.ts'
import { useMe } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { callNameOf } from '../ui/name-marks.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKey } from '../ui/use-idempotency-key.ts'
import { useShortcut } from '../ui/use-shortcut.ts'
import { useStoredState } from '../ui/use-stored-state.ts'
import { ComposerCost } from './composer-cost.tsx'
import { SendLaterDialog } from './send-later-dialog.tsx'
import { useReasons } from './thread-actions.ts'
import type { DialogName } from './thread-dialogs.tsx'

type When = Pick<SendStaffTextInput, 'send_at' | 'send_now_reason'>

interface ComposerProps {
  detail: ConversationDetail
  onOpen: (dialog: DialogName) => void
}

/** Texts the patient, offers times, or answers as the patient would. What is typed survives reloads and failures. */
export function Composer({ detail, onOpen }: ComposerProps) {
  const reason = useReasons(detail)
  const [text, setText] = useStoredState(`switchboard.draft.${detail.id}`)
  const [key, renewKey] = useIdempotencyKey()
  const field = useRef<HTMLTextAreaElement>(null)
  const firstName = callNameOf(detail.patient.name)
  const [isLater, setLater] = useState(false)
  const send = useAction((when: When) => sendText({ ...toInput(detail, text, key), ...when }), {
    done: ({ waits }) => (waits ? `${waits.words}.` : 'The text is on its way.'),
    onDone: () => {
      setText('')
      setLater(false)
      renewKey()
    },
    hasOwnError: true,
  })
  const type = (next: string) => {
    setText(next)
    renewKey()
    send.reset()
  }
  useShortcut('r', () => field.current?.focus())
  const denied = reason('send_text')
  const unsendable = denied ?? (text.trim() === '' ? 'Write something first.' : null)
  return (
    <section aria-label={`Text ${firstName}`} className="shrink-0 border-t border-border p-3 sm:px-4">
      <div className="mx-auto flex w-full max-w-160 flex-col gap-2 rounded-xl border border-border bg-surface p-2.5 focus-within:border-accent">
        <TextArea
          ref={field}
          aria-label={`Text ${firstName}`}
          rows={2}
          value={text}
          onChange={(event) => type(event.target.value)}
          maxLength={MAX_SMS_CHARACTERS}
          readOnly={denied !== null}
          placeholder={denied ?? `Text ${firstName}`}
          className="max-h-40 resize-none border-0 bg-transparent px-1 shadow-none ring-0 outline-none focus:ring-0"
        />
        {!isLater && <InlineError error={send.error} />}
        <div className="flex flex-wrap items-center gap-2">
          <OtherWays detail={detail} onOpen={onOpen} />
          <ComposerCost
            detail={detail}
            text={text}
            onSendNow={(send_now_reason) => send.mutateAsync({ send_now_reason })}
          />
          <ActionButton
            variant="outline"
            size="sm"
            aria-label="Send later"
            hint="Choose when it leaves"
            disabledReason={unsendable}
            onPress={() => setLater(true)}
          >
            <Clock aria-hidden="true" />
          </ActionButton>
          <ActionButton
            variant="primary"
            size="sm"
            shortcut="mod+enter"
            disabledReason={unsendable}
            isPending={send.isPending}
            onPress={() => send.mutate({})}
          >
            <Send aria-hidden="true" /> Send
          </ActionButton>
        </div>
      </div>
      {isLater && (
        <SendLaterDialog
          zone={detail.clinic.time_zone}
          firstName={firstName}
          error={send.error}
          isPending={send.isPending}
          onSend={(send_at) => send.mutate({ send_at })}
          onClose={() => setLater(false)}
        />
      )}
    </section>
  )
}

/** Instead of writing: offer times, or answer as the patient would. */
function OtherWays({ detail, onOpen }: ComposerProps) {
  const me = useMe()
  const reason = useReasons(detail)
  return (
    <>
      <ActionButton
        variant="outline"
        size="sm"
        shortcut="o"
        disabledReason={reason('send_offer')}
        onPress={() => onOpen('offer')}
      >
        <CalendarPlus aria-hidden="true" />
        <span className="max-sm:sr-only">Offer times</span>
      </ActionButton>
      {me?.is_mock_gateway === true && (
        <ActionButton
          variant="outline"
          size="sm"
          shortcut="s"
          hint="Answer as the patient would"
          disabledReason={reason('simulate_reply')}
          onPress={() => onOpen('simulate')}
        >
          <Smartphone aria-hidden="true" />
          <span className="max-sm:sr-only">Simulate reply</span>
        </ActionButton>
      )}
    </>
  )
}

const toInput = (detail: ConversationDetail, text: string, key: string) => ({
  clinic_id: detail.clinic.id,
  patient_id: detail.patient.id,
  conversation_id: detail.id,
  text: text.trim(),
  idempotency_key: key,
})
