'use client'

import { Button } from '@heroui/react'

interface ChangedNoticeProps {
  /** Who was faster. */
  message: string
  type?: 'button' | 'submit'
  isDisabled: boolean
  onSaveMine: () => void
}

/** Somebody else was faster: calmly so, with what was typed kept and a way to go on. */
export function ChangedNotice({ message, type = 'button', isDisabled, onSaveMine }: ChangedNoticeProps) {
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-lg bg-warning-soft px-3 py-2.5 text-warning-ink">
      <p>{message} What you typed is kept here.</p>
      <p>Cancel to look at the change first, or save yours in its place.</p>
      <Button
        type={type}
        variant="outline"
        size="sm"
        className="self-start"
        isDisabled={isDisabled}
        onPress={onSaveMine}
      >
        Save mine in its place
      </Button>
    </div>
  )
}
