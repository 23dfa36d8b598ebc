'use client'

import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { KeptFooter, SecretBox } from '../ui/shown-once.tsx'

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
        <SecretBox value={secret} what="the signing secret" />
      </DialogBody>
      <KeptFooter onClose={onClose} />
    </Dialog>
  )
}
