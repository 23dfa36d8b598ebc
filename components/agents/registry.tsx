'use client'

import { Button } from '@heroui/react'
import { Bot, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { AgentView } from '#lib/domain/agents/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { TableRows } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { agentName } from '../ui/agent-name.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { AGENT_COLUMNS, SLIM_COLUMNS } from './agent-columns.tsx'
import { RegisterDialog } from './agent-dialogs.tsx'
import { AgentPanel } from './agent-panel.tsx'
import { AgentWarnings } from './agent-warnings.tsx'
import { capabilityWords, inOrderOfNeed } from './agent-words.ts'
import { AgentsHeader } from './agents-header.tsx'
import { StaleData } from './stale-data.tsx'
import { useRegistry } from './use-registry.ts'

/** Who may handle messages, who is missing, and what waits for each. */
export function Registry() {
  const url = useUrlState()
  const router = useRouter()
  const { query, agents, byId } = useRegistry()
  const chosen = byId.get(url.get('agent') ?? '')
  const choose = (agent: string | undefined) => url.replace({ agent })
  return (
    <>
      <AgentsHeader actions={<RegisterButton />} />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
          <AgentWarnings agents={agents ?? []} />
          <StaleData queries={[query]} what="The agents" />
          {agents !== undefined ? (
            <Rows agents={agents} chosenId={chosen?.id} onChoose={choose}>
              {query.data?.isCut === true && (
                <p className="px-4 py-3 text-muted sm:px-5">
                  There are more agents than these {agents.length}. The API lists them all.
                </p>
              )}
            </Rows>
          ) : query.isError ? (
            <ErrorState
              what="The agents could not be loaded."
              error={query.error}
              safe="They go on working."
              onRetry={() => query.refetch()}
            />
          ) : (
            <TableSkeleton rows={6} columns={5} />
          )}
        </div>
        {chosen !== undefined && (
          <AgentPanel
            agent={chosen}
            receivers={byId}
            onOpenMessage={(id) => router.push(`/agents?agent=${chosen.name}&message=${id}`)}
            onClose={() => choose(undefined)}
          />
        )}
      </div>
    </>
  )
}

function RegisterButton() {
  const [isOpen, setOpen] = useState(false)
  const denied = usePermissionReason()('agents:write')
  return (
    <>
      <ActionButton variant="primary" shortcut="n" disabledReason={denied} onPress={() => setOpen(true)}>
        <Plus aria-hidden="true" /> Register agent
      </ActionButton>
      {isOpen && <RegisterDialog onClose={() => setOpen(false)} />}
    </>
  )
}

interface RowsProps {
  agents: readonly AgentView[]
  chosenId: string | undefined
  onChoose: (id: string) => void
  /** Under the table. */
  children: ReactNode
}

function Rows({ agents, chosenId, onChoose, children }: RowsProps) {
  const url = useUrlState()
  const q = url.get('q') ?? ''
  const search = (text: string) => url.replace({ q: text })
  const found = inOrderOfNeed(agents.filter((agent) => matches(agent, q)))
  return (
    <>
      <div className="border-b border-border px-4 py-2.5 sm:px-5">
        <SearchBox
          label="Search agents"
          placeholder="Name, type, or what it can do"
          value={q}
          onChange={search}
          className="sm:w-72"
        />
      </div>
      {found.length === 0 ? (
        <EmptyState
          icon={Bot}
          title={q === '' ? 'No agents here' : 'No agent matches'}
          hint={q === '' ? 'The built-in ones register when a worker starts for the first time.' : undefined}
          action={
            q === '' ? undefined : (
              <Button variant="outline" onPress={() => search('')}>
                Show everything
              </Button>
            )
          }
        />
      ) : (
        <TableRows
          label="Agents"
          columns={chosenId === undefined ? AGENT_COLUMNS : SLIM_COLUMNS}
          rows={found}
          selectedId={chosenId}
          onRowAction={({ id }) => onChoose(id)}
        />
      )}
      {children}
    </>
  )
}

function matches(agent: AgentView, q: string): boolean {
  const text = [agentName(agent.name), agent.name, agent.type, ...capabilityWords(agent.capabilities)].join(
    ' ',
  )
  return text.toLowerCase().includes(q.toLowerCase())
}
