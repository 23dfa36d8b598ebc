'use client'

import { KeyRound, Pause, Pencil, Play, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { AgentStatus, AgentView, RegisteredAgentView } from '#lib/domain/agents/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import {
  EditDialog,
  RemoveDialog,
  RotateDialog,
  type Rotation,
  SecretsDialog,
  StatusDialog,
} from './agent-dialogs.tsx'
import { fixedReason } from './agent-words.ts'

type Open =
  | { kind: 'edit' }
  | { kind: 'remove' }
  | { kind: 'status'; next: AgentStatus }
  | { kind: 'rotate'; what: Rotation }

/** What can be done with one agent, each with its reason when it cannot. */
export function AgentActions({ agent, onRemoved }: { agent: AgentView; onRemoved: () => void }) {
  const [open, setOpen] = useState<Open>()
  const [made, setMade] = useState<RegisteredAgentView>()
  const reason = usePermissionReason()('agents:write') ?? fixedReason(agent)
  const next = agent.status === 'active' ? 'maintenance' : 'active'
  const close = () => setOpen(undefined)
  const common = { size: 'sm', variant: 'outline', disabledReason: reason } as const
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton
        {...common}
        shortcut="m"
        hint={next === 'active' ? 'Its messages go out again' : 'Its messages wait, nothing is lost'}
        onPress={() => setOpen({ kind: 'status', next })}
      >
        {next === 'active' ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {next === 'active' ? 'Set to active' : 'Set to maintenance'}
      </ActionButton>
      <ActionButton
        {...common}
        shortcut="e"
        hint="Type, delivery, what it can do"
        onPress={() => setOpen({ kind: 'edit' })}
      >
        <Pencil aria-hidden="true" /> Change
      </ActionButton>
      <ActionButton
        {...common}
        hint="Ends the old key"
        onPress={() => setOpen({ kind: 'rotate', what: 'key' })}
      >
        <KeyRound aria-hidden="true" /> New key
      </ActionButton>
      <ActionButton
        {...common}
        hint="Ends the old signing secret"
        onPress={() => setOpen({ kind: 'rotate', what: 'secret' })}
      >
        <ShieldCheck aria-hidden="true" /> New secret
      </ActionButton>
      <ActionButton {...common} hint="Takes it off the registry" onPress={() => setOpen({ kind: 'remove' })}>
        <Trash2 aria-hidden="true" /> Remove
      </ActionButton>
      {open?.kind === 'edit' && <EditDialog agent={agent} onClose={close} />}
      {open?.kind === 'status' && <StatusDialog agent={agent} next={open.next} onClose={close} />}
      {open?.kind === 'rotate' && (
        <RotateDialog agent={agent} what={open.what} onMade={setMade} onClose={close} />
      )}
      {made !== undefined && <SecretsDialog made={made} onClose={() => setMade(undefined)} />}
      {open?.kind === 'remove' && <RemoveDialog agent={agent} onClose={close} onRemoved={onRemoved} />}
    </div>
  )
}
