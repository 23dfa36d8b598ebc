'use client'

import { AlertDialog, Button } from '@heroui/react'
import { type ReactNode, useState } from 'react'
import { errorMessage } from './error-state.tsx'

interface ConfirmDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** The question: "Withdraw the offer to Maria?" */
  title: string
  /** What will happen, and what will not. */
  children: ReactNode
  /** The verb on the button: "Withdraw offer". */
  confirmLabel: string
  isDangerous?: boolean
  /** Resolves when done; a rejection is shown in the dialog, which stays open. */
  onConfirm: () => Promise<unknown>
}

/** The one confirmation. It closes itself after success only. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, children, confirmLabel, isDangerous = false, onConfirm } = props
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>()
  const confirm = async () => {
    setPending(true)
    setError(undefined)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (cause) {
      setError(cause)
    } finally {
      setPending(false)
    }
  }
  return (
    <AlertDialog.Backdrop isOpen={isOpen} onOpenChange={onOpenChange} isKeyboardDismissDisabled={isPending}>
      <AlertDialog.Container size="sm">
        <AlertDialog.Dialog>
          <AlertDialog.Header>
            <AlertDialog.Heading>{title}</AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body>
            {children}
            {error !== undefined && (
              <p role="alert" className="mt-3 rounded-lg bg-danger-soft px-3 py-2 text-danger-ink">
                {errorMessage(error)}
              </p>
            )}
          </AlertDialog.Body>
          <AlertDialog.Footer>
            <Button variant="outline" isDisabled={isPending} onPress={() => onOpenChange(false)}>
              Keep it as it is
            </Button>
            <Button variant={isDangerous ? 'danger' : 'primary'} isPending={isPending} onPress={confirm}>
              {confirmLabel}
            </Button>
          </AlertDialog.Footer>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  )
}
