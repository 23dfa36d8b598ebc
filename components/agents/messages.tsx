'use client'

import { Button } from '@heroui/react'
import { Bot } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { toQuery } from '#lib/api/fetch.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'
import { useShortcut } from '../ui/use-shortcut.ts'
import { useUrlState } from '../ui/use-url-state.ts'
import { AgentWarnings } from './agent-warnings.tsx'
import { AgentsHeader } from './agents-header.tsx'
import { hasFilter, NO_FILTER, readFilters, readMessageId, toMessageFilters } from './filters.ts'
import { LiveMark } from './live-mark.tsx'
import { MessageFilterBar } from './message-filter-bar.tsx'
import { MessagePanel } from './message-panel.tsx'
import { MessageTable } from './message-table.tsx'
import { MetricTiles } from './metrics/metric-tiles.tsx'
import { RangeSwitch, useMetricRange } from './metrics/range-switch.tsx'
import { StaleData } from './stale-data.tsx'
import { useMessageFeed } from './use-message-feed.ts'
import { useNearEnd } from './use-near-end.ts'
import { useRegistry } from './use-registry.ts'

/** What agents say to each other, as it happens, and one message with its whole flow. */
export function Messages() {
  return (
    <>
      <AgentsHeader actions={<RangeSwitch />} />
      <Feed />
    </>
  )
}

/** From here on the reader has left the newest rows. */
const READING_PX = 8

function Feed() {
  const url = useUrlState()
  const state = readFilters(url.get)
  const chosenId = readMessageId(url.get)
  const range = useMetricRange()
  const { query: registry, agents, byId } = useRegistry()
  const feed = useMessageFeed(toMessageFilters(state))
  const scroller = useRef<HTMLDivElement>(null)
  const [isStepping, setStepping] = useState(false)
  const choose = (id: string | undefined, isStep = false) => {
    setStepping(isStep)
    url.replace({ message: id })
  }
  const step = (by: number) => {
    const at = feed.rows.findIndex(({ id }) => id === chosenId)
    const next = feed.rows[at === -1 ? 0 : at + by]
    if (next !== undefined) choose(next.id, chosenId !== undefined)
  }
  useShortcut('j', () => step(1))
  useShortcut('k', () => step(-1))
  // Also while focus is in the list; the panel itself closes on it too.
  useShortcut(chosenId === undefined ? undefined : 'escape', () => choose(undefined))
  const follow = () => {
    feed.follow()
    scroller.current?.scrollTo({ top: 0 })
  }
  return (
    <div className="flex min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={({ currentTarget }) => {
          if (currentTarget.scrollTop > READING_PX) feed.hold()
        }}
        className="@container flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto"
      >
        <AgentWarnings agents={agents ?? []} />
        <StaleData queries={[feed.newest, registry]} what="Messages and agents" />
        <div className="shrink-0 border-b border-border p-4 empty:hidden max-md:hidden sm:px-5">
          <MetricTiles range={range} />
        </div>
        <MessageFilterBar state={state} onChange={url.replace} agents={agents ?? []} rows={feed.rows}>
          <LiveMark isHeld={feed.isHeld} fresh={feed.fresh} onHold={feed.hold} onFollow={follow} />
        </MessageFilterBar>
        <Rows feed={feed} hasFilter={hasFilter(state)} onClear={() => url.replace({ ...NO_FILTER })}>
          <MessageTable
            rows={feed.rows}
            receivers={byId}
            chosenId={chosenId}
            hrefOf={(message) => `/agents${toQuery({ ...state, message })}`}
            onChoose={choose}
            onStep={(id) => choose(id, true)}
          />
        </Rows>
      </div>
      {chosenId !== undefined && (
        <MessagePanel
          id={chosenId}
          receivers={byId}
          isFocusKept={isStepping}
          onChoose={choose}
          onClose={() => choose(undefined)}
        />
      )}
    </div>
  )
}

interface RowsProps {
  feed: ReturnType<typeof useMessageFeed>
  hasFilter: boolean
  onClear: () => void
  children: ReactNode
}

/** The table, or what stands in its place; and the way to older ones. */
function Rows({ feed, hasFilter: isFiltered, onClear, children }: RowsProps) {
  const { newest, older, rows } = feed
  const end = useNearEnd(rows.length, () => {
    if (feed.isHeld && older.has && !older.isLoading && older.error === null) older.show()
  })
  if (newest.data === undefined) {
    if (!newest.isError) return <TableSkeleton rows={12} columns={5} />
    return (
      <ErrorState
        what="The messages could not be loaded."
        error={newest.error}
        safe="The agents go on by themselves, and nothing is lost."
        onRetry={() => newest.refetch()}
      />
    )
  }
  if (rows.length === 0) return <NoMessages isFiltered={isFiltered} onClear={onClear} />
  return (
    <>
      {children}
      <div ref={end} className="flex flex-col items-center gap-2 p-3">
        <InlineError error={older.error} />
        {older.has ? (
          <Button variant="outline" isPending={older.isLoading} onPress={older.show}>
            Show older ones
          </Button>
        ) : (
          <p className="text-xs text-muted">These are all of them.</p>
        )}
      </div>
    </>
  )
}

function NoMessages({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) {
    return (
      <EmptyState
        icon={Bot}
        title="The agents have not said anything yet"
        hint="Offer times to a patient, then answer as the patient in the simulator. Every step shows here."
      />
    )
  }
  return (
    <EmptyState
      icon={Bot}
      title="No messages match"
      hint="Processed messages are removed after the days that MESSAGE_RETENTION_DAYS says."
      action={
        <Button variant="outline" onPress={onClear}>
          Show everything
        </Button>
      }
    />
  )
}
