'use client'

import { Button } from '@heroui/react'
import { useState } from 'react'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { instantOf, type ZonedInput, ZonedTimeField } from '../ui/zoned-time-field.tsx'

interface SendLaterDialogProps {
  zone: string
  firstName: string
  error: Error | null
  isPending: boolean
  onSend: (sendAt: string) => void
  onClose: () => void
}

/** When a text is to leave, in the clinic's time. */
export function SendLaterDialog({
  zone,
  firstName,
  error,
  isPending,
  onSend,
  onClose,
}: SendLaterDialogProps) {
  const [at, setAt] = useState<ZonedInput>({ local: '', isSecond: false })
  const instant = instantOf(at, zone)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Send this text later"
      description={`It waits in the conversation and can be taken back until then. In ${firstName}’s quiet hours it waits on until they end.`}
    >
      <DialogBody>
        <ZonedTimeField label="Leaves at" zone={zone} value={at} onChange={setAt} />
        <InlineError error={error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          Cancel
        </Button>
        <Button
          variant="primary"
          isDisabled={instant === undefined}
          isPending={isPending}
          onPress={() => instant !== undefined && onSend(instant)}
        >
          Send it then
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
