'use client'

import { useState } from 'react'
import type { CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { KeyForm } from './key-form.tsx'
import { SHOWN_ONCE, ShownKey } from './shown-key.tsx'

/** Makes an API key, then shows it, once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<CreatedApiKeyView>()
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={made === undefined ? 'New API key' : `The key of ${made.name}`}
      description={
        made === undefined ? 'For agents and other programs. Give it no more than it needs.' : SHOWN_ONCE
      }
    >
      {made === undefined ? (
        <DialogBody className="overflow-y-auto">
          <KeyForm onMade={setMade} onCancel={onClose} />
        </DialogBody>
      ) : (
        <ShownKey made={made} onClose={onClose} />
      )}
    </Dialog>
  )
}
