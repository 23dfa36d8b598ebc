'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import { redriveMessage } from '#lib/api/agents.ts'
import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import { type MessageView, redriveMessageInput } from '#lib/domain/agents/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { agentName } from '../ui/agent-name.ts'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { useNow } from '../ui/use-now.tsx'
import { redriveVerb, stuckReason } from './redrive-words.ts'

const TICK_MS = 30_000

const redriveForm = z.object({ reason: redriveMessageInput.shape.reason })

/** Puts one dead letter back into the queue, with the reason that the audit trail keeps. */
export function RedriveButton({ message }: { message: MessageView }) {
  const [isOpen, setOpen] = useState(false)
  const denied = usePermissionReason()('messages:write')
  const now = useNow(TICK_MS)
  return (
    <>
      <ActionButton
        variant="outline"
        size="sm"
        aria-label={`Redrive ${message.message_type} from ${agentName(message.from_agent)}`}
        hint={redriveVerb(message)}
        disabledReason={denied ?? stuckReason(message, now)}
        onPress={() => setOpen(true)}
      >
        <RotateCcw aria-hidden="true" /> Redrive
      </ActionButton>
      {isOpen && <RedriveDialog message={message} onClose={() => setOpen(false)} />}
    </>
  )
}

function RedriveDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const redrive = useAction(({ reason }: z.infer<typeof redriveForm>) => redriveMessage(message.id, reason), {
    done: 'It is back in the queue.',
    onDone: onClose,
    hasOwnError: true,
  })
  const left = MAX_REDRIVES - message.redrive_count - 1
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Redrive this message?"
      description={
        <span className="wrap-anywhere">
          <code className="font-mono text-xs">{message.message_type}</code> {message.failure_reason}
        </span>
      }
    >
      <DialogBody className="flex flex-col gap-4">
        <p>
          It goes back into the queue as it is, with its old id and new tries.{' '}
          {message.to_agent === null
            ? 'An agent is looked for again.'
            : `${agentName(message.to_agent)} gets it again, even if it acted on an earlier try.`}{' '}
          It can then be redriven {left === 0 ? 'no more' : left === 1 ? 'once more' : `${left} more times`}.
        </p>
        <Form schema={redriveForm} defaultValues={{ reason: '' }} onSubmit={redrive.mutateAsync}>
          <TextField
            name="reason"
            label="Why"
            description="Kept in the audit trail with your name."
            placeholder="Its server is back"
            isRequired
          />
          <FormActions submitLabel={redriveVerb(message)} onCancel={onClose} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
