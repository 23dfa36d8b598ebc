'use client'

import { Button } from '@heroui/react'
import { useState } from 'react'
import type { CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { KeyForm } from './key-form.tsx'

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
        made === undefined
          ? 'For agents and other programs. Give it no more than it needs.'
          : 'It is shown this once. Only a fingerprint of it is kept, so nobody can read it later.'
      }
    >
      {made === undefined ? (
        <DialogBody className="overflow-y-auto">
          <KeyForm onMade={setMade} onCancel={onClose} />
        </DialogBody>
      ) : (
        <>
          <DialogBody className="flex flex-col gap-3 overflow-y-auto">
            <div className="flex flex-wrap items-center gap-2 rounded-lg border border-border bg-surface-secondary p-3">
              <code className="min-w-0 flex-1 basis-56 font-mono text-xs wrap-anywhere select-all">
                {made.key}
              </code>
              <CopyButton text={made.key} what="the key" />
            </div>
            <p className="text-muted">
              Programs send it with each request:{' '}
              <code className="font-mono text-xs">Authorization: Bearer {made.prefix}…</code>. If it gets
              lost, revoke it and make another one.
            </p>
          </DialogBody>
          <DialogFooter>
            <Button variant="primary" onPress={onClose}>
              I have kept it
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  )
}
