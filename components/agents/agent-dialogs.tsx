'use client'

import { useState } from 'react'
import { registerAgent, removeAgent, updateAgent } from '#lib/api/agents.ts'
import type {
  AgentStatus,
  AgentView,
  RegisterAgentInput,
  RegisteredAgentView,
  UpdateAgentInput,
} from '#lib/domain/agents/schema.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { KeptFooter } from '../ui/shown-once.tsx'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKey } from '../ui/use-idempotency-key.ts'
import { EditAgentForm, NewAgentForm } from './agent-form.tsx'
import { AgentSecrets } from './agent-secrets.tsx'
import { removalWords, statusQuestion } from './agent-words.ts'

/** Registers an agent, then shows its key and signing secret, once. */
export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<RegisteredAgentView>()
  const [idempotency_key] = useIdempotencyKey()
  const register = useAction((input: RegisterAgentInput) => registerAgent({ ...input, idempotency_key }), {
    onDone: setMade,
    hasOwnError: true,
  })
  if (made !== undefined) return <SecretsDialog made={made} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title="Register an agent"
      description="It gets a key of its own and a signing secret, and can then send and take messages."
    >
      <DialogBody className="overflow-y-auto">
        <NewAgentForm onSubmit={register.mutateAsync} onCancel={onClose} />
      </DialogBody>
    </Dialog>
  )
}

/** What was made just now and cannot be shown again. */
export function SecretsDialog({ made, onClose }: { made: RegisteredAgentView; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={`Give this to ${made.name}`}
      description="It is shown this once. Nobody can read it later; when it gets lost, make a new one."
    >
      <DialogBody className="overflow-y-auto">
        <AgentSecrets made={made} />
      </DialogBody>
      <KeptFooter onClose={onClose} />
    </Dialog>
  )
}

interface AgentDialogProps {
  agent: AgentView
  onClose: () => void
}

export function EditDialog({ agent, onClose }: AgentDialogProps) {
  const save = useAction(
    (fields: Omit<UpdateAgentInput, 'agent_id'>) => updateAgent({ agent_id: agent.id, ...fields }),
    { done: `${agent.name} is changed.`, onDone: onClose, hasOwnError: true },
  )
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={`Change ${agent.name}`}
      description="Its name stays, because messages name it."
    >
      <DialogBody className="overflow-y-auto">
        <EditAgentForm agent={agent} onSubmit={save.mutateAsync} onCancel={onClose} />
      </DialogBody>
    </Dialog>
  )
}

export function StatusDialog({ agent, next, onClose }: AgentDialogProps & { next: AgentStatus }) {
  const { title, verb, text } = statusQuestion(agent, next)
  const save = useAction(() => updateAgent({ agent_id: agent.id, status: next }), {
    done: `${agent.name} is ${next === 'maintenance' ? 'in maintenance' : next}.`,
    hasOwnError: true,
  })
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      confirmLabel={verb}
      onConfirm={() => save.mutateAsync(undefined)}
    >
      {text}
    </ConfirmDialog>
  )
}

const ROTATIONS = {
  key: {
    title: 'Make a new key',
    text: 'Its keys end at once: until the agent has the new one, everything it asks for is refused. Messages wait meanwhile.',
    change: { rotate_key: true },
  },
  secret: {
    title: 'Make a new signing secret',
    text: 'Messages are signed with the new one at once: until the agent has it, it will refuse them, and they are tried again.',
    change: { rotate_secret: true },
  },
} as const
export type Rotation = keyof typeof ROTATIONS

interface RotateDialogProps extends AgentDialogProps {
  what: Rotation
  /** The new one is in it, this once. */
  onMade: (made: RegisteredAgentView) => void
}

/** Asks before an agent's credentials change. */
export function RotateDialog({ agent, what, onMade, onClose }: RotateDialogProps) {
  const { title, text, change } = ROTATIONS[what]
  const rotate = useAction(() => updateAgent({ agent_id: agent.id, ...change }), {
    onDone: onMade,
    hasOwnError: true,
  })
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${title} for ${agent.name}?`}
      confirmLabel={title}
      isDangerous
      onConfirm={() => rotate.mutateAsync(undefined)}
    >
      {text}
    </ConfirmDialog>
  )
}

export function RemoveDialog({ agent, onClose, onRemoved }: AgentDialogProps & { onRemoved: () => void }) {
  const remove = useAction(() => removeAgent(agent.id), {
    done: `${agent.name} is removed.`,
    onDone: onRemoved,
    hasOwnError: true,
  })
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Remove ${agent.name}?`}
      confirmLabel="Remove agent"
      isDangerous
      onConfirm={() => remove.mutateAsync(undefined)}
    >
      <ul className="flex list-disc flex-col gap-1 ps-4">
        {removalWords(agent).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
