'use client'

import { Button } from '@heroui/react'
import type { ReactNode } from 'react'
import type { AgentView, MessageView } from '#lib/domain/agents/schema.ts'
import { agentName } from '../ui/agent-name.ts'
import { Picker } from '../ui/picker.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { type FilterState, hasFilter, NO_FILTER, STATUS_WORDS } from './filters.ts'
import { KNOWN_TYPES, messageWords } from './message-words.ts'

const ANY = 'any'
const orAny = (id: string) => (id === ANY ? undefined : id)

interface MessageFilterBarProps {
  state: FilterState
  onChange: (part: Partial<FilterState>) => void
  agents: readonly AgentView[]
  /** What is listed now: their types can be asked for too. */
  rows: readonly MessageView[]
  /** At the end: whether the list is live. */
  children: ReactNode
}

/** Which messages: by state, agent, type and flow. */
export function MessageFilterBar({ state, onChange, agents, rows, children }: MessageFilterBarProps) {
  const statuses = Object.entries(STATUS_WORDS).map(([id, label]) => ({ id, label }))
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-4 py-2.5 sm:px-5">
      <div className="contents max-sm:grid max-sm:w-full max-sm:grid-cols-2 max-sm:gap-2">
        <Picker
          label="State"
          isLabelHidden
          className="sm:w-36 @4xl:w-40"
          choices={[{ id: ANY, label: 'Any state' }, ...statuses]}
          value={state.status ?? ANY}
          onChange={(id) => onChange({ status: orAny(id) as FilterState['status'] })}
        />
        <Picker
          label="Agent"
          isLabelHidden
          className="sm:w-36 @4xl:w-44"
          choices={[{ id: ANY, label: 'Any agent' }, ...agentChoices(agents, state.agent)]}
          value={state.agent ?? ANY}
          onChange={(id) => onChange({ agent: orAny(id) })}
        />
        <Picker
          label="Type"
          isLabelHidden
          className="sm:w-36 @4xl:w-48"
          choices={[{ id: ANY, label: 'Any type' }, ...typeChoices(rows, state.type)]}
          value={state.type ?? ANY}
          onChange={(id) => onChange({ type: orAny(id) })}
        />
        <SearchBox
          label="Conversation or flow"
          placeholder="Conversation id"
          value={state.conversation ?? ''}
          onChange={(conversation) =>
            onChange({ conversation: conversation === '' ? undefined : conversation })
          }
          className="sm:w-36 @4xl:w-44"
        />
      </div>
      {hasFilter(state) && (
        <Button variant="ghost" size="sm" onPress={() => onChange(NO_FILTER)}>
          Show everything
        </Button>
      )}
      <div className="ms-auto flex items-center gap-2">{children}</div>
    </div>
  )
}

function agentChoices(agents: readonly AgentView[], chosen: string | undefined) {
  const names = agents.map(({ name }) => name)
  const all = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names]
  return all.map((name) => ({ id: name, label: agentName(name) }))
}

function typeChoices(rows: readonly MessageView[], chosen: string | undefined) {
  const seen = rows.map(({ message_type }) => message_type)
  const all = [...new Set([...(chosen === undefined ? [] : [chosen]), ...KNOWN_TYPES, ...seen])]
  return all.map((type) => {
    const words = messageWords(type)
    return words === type ? { id: type, label: type } : { id: type, label: type, detail: words }
  })
}
