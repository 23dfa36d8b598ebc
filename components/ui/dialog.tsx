'use client'

import { Modal } from '@heroui/react'
import type { ReactNode } from 'react'

interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  /** One line under the title. */
  description?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'cover'
  /** Body and footer; `DialogFooter` keeps the buttons in sight while the body scrolls. */
  children: ReactNode
}

/** The one shape of a dialog. Escape and the close button leave it; focus returns to where it came from. */
export function Dialog({ isOpen, onOpenChange, title, description, size = 'md', children }: DialogProps) {
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={onOpenChange} isDismissable={false}>
      <Modal.Container size={size} scroll="inside">
        <Modal.Dialog className={size === 'lg' ? 'sm:w-180 sm:max-w-180' : undefined}>
          <Modal.CloseTrigger aria-label="Close" />
          <Modal.Header className="gap-1 pe-8">
            <Modal.Heading>{title}</Modal.Heading>
            {description !== undefined && <p className="text-muted">{description}</p>}
          </Modal.Header>
          {children}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  )
}

export const DialogBody = Modal.Body
export const DialogFooter = Modal.Footer
