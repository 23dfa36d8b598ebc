'use client'

import { useQuery } from '@tanstack/react-query'
import { replyModelQuery, setReplyModel } from '#lib/api/reply-model.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useAction } from '../ui/use-action.ts'

/** Whether replies that the rules cannot read go to the model; switched at once, by an administrator. */
export function ReplyModelSwitch() {
  const denied = usePermissionReason()('admin')
  const { data } = useQuery({ ...replyModelQuery(), enabled: denied === null })
  const change = useAction((isOn: boolean) => setReplyModel(isOn), {
    done: (view) =>
      view.is_on
        ? 'The model reads replies again.'
        : 'No reply goes to the model from now on. People read them.',
  })
  const isOn = data?.is_on !== false
  const reason =
    denied ?? (data?.model === null ? 'No model is configured, so there is nothing to switch.' : null)
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 pt-4">
      <p className="text-xs text-muted">
        {isOn
          ? 'Switched on for all clinics.'
          : 'Switched off for all clinics: people read what the rules cannot.'}
      </p>
      <ActionButton
        variant={isOn ? 'secondary' : 'primary'}
        size="sm"
        disabledReason={reason}
        onPress={() => change.mutate(!isOn)}
      >
        {isOn ? 'Switch the model off' : 'Switch the model on'}
      </ActionButton>
    </div>
  )
}
