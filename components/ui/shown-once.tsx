'use client'

import { Button } from '@heroui/react'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { DialogBody, DialogFooter } from './dialog.tsx'

interface SecretBoxProps {
  value: string
  /** What the copy button calls it, like "the key". */
  what: string
  className?: string
}

/** A value that cannot be read again later: whole, selected by one click, and to be copied. */
export function SecretBox({ value, what, className = '' }: SecretBoxProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-border bg-surface-secondary p-3">
      <code className={`min-w-0 flex-1 basis-56 font-mono text-xs wrap-anywhere select-all ${className}`}>
        {value}
      </code>
      <CopyButton text={value} what={what} />
    </div>
  )
}

/** The foot of a dialog that shows what nobody can read later. */
export function KeptFooter({ onClose }: { onClose: () => void }) {
  return (
    <DialogFooter>
      <Button variant="primary" onPress={onClose}>
        I have kept it
      </Button>
    </DialogFooter>
  )
}

interface ShownOnceProps extends Omit<SecretBoxProps, 'className'> {
  /** What is done with it. */
  children: ReactNode
  onClose: () => void
}

/** Body and foot of the dialog that shows one secret, this once. */
export function ShownOnce({ value, what, children, onClose }: ShownOnceProps) {
  return (
    <>
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        <SecretBox value={value} what={what} />
        <p className="text-muted">{children}</p>
      </DialogBody>
      <KeptFooter onClose={onClose} />
    </>
  )
}
