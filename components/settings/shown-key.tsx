'use client'

import { Button } from '@heroui/react'
import type { CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { DialogBody, DialogFooter } from '../ui/dialog.tsx'

export const SHOWN_ONCE =
  'It is shown this once. Only a fingerprint of it is kept, so nobody can read it later.'

/** A key that was made just now, and how a program sends it. */
export function ShownKey({ made, onClose }: { made: CreatedApiKeyView; onClose: () => void }) {
  return (
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
          <code className="font-mono text-xs">Authorization: Bearer {made.prefix}…</code>. If it gets lost,
          revoke it and make another one.
        </p>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          I have kept it
        </Button>
      </DialogFooter>
    </>
  )
}
