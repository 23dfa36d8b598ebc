'use client'

import { useState } from 'react'
import { revokeApiKey } from '#lib/api/api-keys.ts'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useAction } from '../ui/use-action.ts'

/** Ends a key that works, after a question. */
export function KeyRevoke({ apiKey, isLive }: { apiKey: ApiKeyView; isLive: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const revoke = useAction(() => revokeApiKey(apiKey.id), {
    done: `${apiKey.name} is revoked.`,
    hasOwnError: true,
  })
  const over = apiKey.revoked_at === null ? 'This key has ended already.' : 'This key is revoked already.'
  return (
    <>
      <ActionButton
        variant="ghost"
        size="sm"
        aria-label={`Revoke ${apiKey.name}`}
        disabledReason={isLive ? null : over}
        onPress={() => setAsking(true)}
      >
        Revoke
      </ActionButton>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Revoke the key of ${apiKey.name}?`}
        confirmLabel="Revoke key"
        isDangerous
        onConfirm={() => revoke.mutateAsync(undefined)}
      >
        Programs that use {apiKey.prefix}… are refused from their next request on. A revoked key stays
        revoked. What it did stays in the audit trail.
      </ConfirmDialog>
    </>
  )
}
