'use client'

import { Button } from '@heroui/react'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'

/** Shows the signing secret of the webhook, once. */
export function AlertSecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title="The signing secret of the webhook"
      description="It is shown this once, and kept sealed. Whoever receives the alerts checks with it that they came from here."
    >
      <DialogBody>
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-border bg-surface-secondary p-3">
          <code className="min-w-0 flex-1 basis-56 font-mono text-xs wrap-anywhere select-all">{secret}</code>
          <CopyButton text={secret} what="the signing secret" />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          I have kept it
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
