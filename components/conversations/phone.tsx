'use client'

import { Button, Input } from '@heroui/react'
import { ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatPhone } from '../ui/phone.ts'

export interface PhoneText {
  id: string
  /** As the patient sees it: `mine` is what the patient wrote. */
  isMine: boolean
  text: string
}

interface PhoneProps {
  /** The sender in the head of the phone. */
  sender: string
  number: string | null
  texts: readonly PhoneText[]
  /** Likely answers, sent with one tap. */
  quickReplies: readonly string[]
  isPending: boolean
  /** Why nothing can be answered; null when it can. */
  disabledReason: string | null
  onReply: (text: string) => void
  className?: string
}

/** A phone as the patient holds it, for answering in their place on the mock gateway. */
export function Phone({
  sender,
  number,
  texts,
  quickReplies,
  isPending,
  disabledReason,
  onReply,
  className,
}: PhoneProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is what moves the view
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [texts.length])
  // Not switched off while a reply is on its way: a control that goes takes the focus with it, and Escape with that.
  const isOff = disabledReason !== null
  const send = (text: string) => {
    if (!isPending) onReply(text)
  }
  return (
    <div
      className={`flex flex-col overflow-hidden rounded-[2rem] border-6 border-bezel bg-surface ${className ?? 'h-140'}`}
    >
      <header className="shrink-0 px-4 pt-4 pb-2 text-center text-2xs text-muted">
        <p>{sender}</p>
        {number !== null && <p>{formatPhone(number)}</p>}
      </header>
      <div
        ref={scroller}
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label="The patient’s phone"
        className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto px-3 py-2 outline-offset-[-2px]"
      >
        {texts.map((text) => (
          <p
            key={text.id}
            className={`max-w-[85%] rounded-2xl px-3 py-1.5 wrap-anywhere whitespace-pre-wrap ${
              text.isMine ? 'self-end bg-accent text-accent-foreground' : 'self-start bg-default'
            }`}
          >
            {text.text}
          </p>
        ))}
        {texts.length === 0 && <p className="pt-8 text-center text-muted">No texts yet.</p>}
      </div>
      <div className="flex shrink-0 flex-col gap-2 p-3">
        {disabledReason !== null && <p className="text-center text-xs text-muted">{disabledReason}</p>}
        <div className="flex flex-wrap gap-1.5">
          {quickReplies.map((reply) => (
            <Button
              key={reply}
              variant="outline"
              size="sm"
              className="rounded-full"
              isDisabled={isOff}
              onPress={() => send(reply)}
            >
              {reply}
            </Button>
          ))}
        </div>
        <ReplyBox isOff={isOff} isPending={isPending} onReply={onReply} />
      </div>
    </div>
  )
}

function ReplyBox({
  isOff,
  isPending,
  onReply,
}: Pick<PhoneProps, 'isPending' | 'onReply'> & { isOff: boolean }) {
  const [text, setText] = useState('')
  const reply = () => {
    if (isOff || isPending || text.trim() === '') return
    onReply(text)
    setText('')
  }
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        reply()
      }}
    >
      <Input
        aria-label="Text message, as the patient"
        placeholder="Text message"
        value={text}
        onChange={(event) => setText(event.target.value)}
        disabled={isOff}
        className="min-w-0 flex-1 rounded-full"
      />
      <Button
        type="submit"
        variant="primary"
        isIconOnly
        aria-label="Send as the patient"
        isDisabled={isOff}
        className="rounded-full"
      >
        <ArrowUp aria-hidden="true" />
      </Button>
    </form>
  )
}
