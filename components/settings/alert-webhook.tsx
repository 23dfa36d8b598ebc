'use client'

import { KeyRound, Send } from 'lucide-react'
import { useState } from 'react'
import { saveAlertSettings, testAlertWebhook } from '#lib/api/alerts.ts'
import type { AlertSettingsView } from '#lib/domain/operations/alert-schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { useAction } from '../ui/use-action.ts'
import { AlertSecretDialog } from './alert-secret-dialog.tsx'
import { PostResult } from './post-result.tsx'

const NONE_SAVED = 'No webhook is saved yet. Save its address first.'

/** Tries the webhook that is saved, and gives it another secret. */
export function AlertWebhook({ settings }: { settings: AlertSettingsView }) {
  const [secret, setSecret] = useState<string>()
  const test = useAction(() => testAlertWebhook(), { hasOwnError: true })
  const { thresholds, webhook_url } = settings
  const rotate = useAction(() => saveAlertSettings({ thresholds, webhook_url, rotate_secret: true }), {
    onDone: (saved) => setSecret(saved.signing_secret ?? undefined),
  })
  const reason = webhook_url === null ? NONE_SAVED : null
  return (
    <SectionCard title="The webhook that is saved">
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          <ActionButton
            variant="outline"
            shortcut="t"
            disabledReason={reason}
            isPending={test.isPending}
            onPress={() => test.mutate(undefined)}
          >
            <Send aria-hidden="true" /> Send a test
          </ActionButton>
          <ActionButton
            variant="outline"
            disabledReason={reason}
            hint="The old secret ends at once"
            isPending={rotate.isPending}
            onPress={() => rotate.mutate(undefined)}
          >
            <KeyRound aria-hidden="true" /> New signing secret
          </ActionButton>
        </div>
        {reason !== null && <p className="text-xs text-muted">{reason}</p>}
        <InlineError error={test.error} />
        {test.data !== undefined && (
          <PostResult
            hasArrived={test.data.is_delivered}
            words={test.data.words}
            durationMs={test.data.duration_ms}
          />
        )}
      </div>
      {secret !== undefined && <AlertSecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </SectionCard>
  )
}
