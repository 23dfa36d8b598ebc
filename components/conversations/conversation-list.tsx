'use client'

import { Button } from '@heroui/react'
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { Inbox, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { conversationsQuery } from '#lib/api/conversations.ts'
import type { ConversationLine, ConversationPage } from '#lib/domain/messaging/schema.ts'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { ReadyMark } from '../shell/ready-mark.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { ListSkeleton } from '../ui/skeletons.tsx'
import { useShortcut } from '../ui/use-shortcut.ts'
import { ConversationRow } from './conversation-row.tsx'
import { ALL_CLINICS, NO_FILTER, toFilters } from './filters.ts'
import { ListFilters } from './list-filters.tsx'
import { useListState } from './use-list-state.ts'

/** The inbox: every conversation of the clinic, newest first, narrowed by what the address says. */
export function ConversationList() {
  const { state, change } = useListState()
  const { clinic } = useClinic()
  const query = useInfiniteQuery({
    ...conversationsQuery(toFilters(state, clinic?.id)),
    enabled: clinic !== undefined,
    placeholderData: (previous) => previous,
  })
  const needsStaff = query.data?.pages[0]?.needs_staff_count
  return (
    <section aria-label="Conversations" className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-header shrink-0 items-center gap-2 border-b border-border px-4">
        <h1 className="text-base font-semibold">Conversations</h1>
        <span className="text-xs text-muted">{needsStaff === undefined ? '' : needsWords(needsStaff)}</span>
        <NewOffer />
        <ReadyMark />
      </header>
      <ListFilters
        state={state}
        unknownCount={query.data?.pages[0]?.unknown_sender_count}
        onChange={change}
      />
      <div className="min-h-0 flex-1 overflow-y-auto" aria-busy={query.isPlaceholderData}>
        <Rows query={query} />
      </div>
    </section>
  )
}

const needsWords = (count: number) =>
  count === 0 ? 'nobody waits for you' : `${count} ${count === 1 ? 'needs' : 'need'} you`

function NewOffer() {
  const router = useRouter()
  const { clinic } = useClinic()
  const denied = usePermissionReason()('offers:send')
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="ms-auto">
      <ActionButton
        variant="primary"
        size="sm"
        shortcut="n"
        hint="Offer times to a patient"
        disabledReason={denied}
        onPress={() => setOpen(true)}
      >
        <Plus aria-hidden="true" /> New
      </ActionButton>
      {clinic !== undefined && (
        <SendOfferDialog
          isOpen={isOpen}
          onOpenChange={setOpen}
          target={{ clinic }}
          onSent={(result) => router.push(`/conversations/${result.conversation.id}`)}
        />
      )}
    </span>
  )
}

function Rows({ query }: { query: UseInfiniteQueryResult<InfiniteData<ConversationPage>> }) {
  const { state, search, change, selectedId } = useListState()
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  useStepThrough(lines, selectedId, search)
  if (query.isPending) return <ListSkeleton />
  if (query.data === undefined) {
    return (
      <ErrorState
        what="The conversations could not be loaded."
        error={query.error}
        onRetry={() => query.refetch()}
      />
    )
  }
  if (lines.length === 0) return <NoRows hasFilter={search !== ''} onClear={() => change(NO_FILTER)} />
  return (
    <>
      {lines.map((line) => (
        <ConversationRow
          key={line.id}
          line={line}
          href={`/conversations/${line.id}${search}`}
          isSelected={line.id === selectedId}
          showsClinic={state.clinic === ALL_CLINICS}
        />
      ))}
      {query.hasNextPage && (
        <div className="flex justify-center p-3">
          <Button
            variant="outline"
            isPending={query.isFetchingNextPage}
            onPress={() => query.fetchNextPage()}
          >
            Show older ones
          </Button>
        </div>
      )}
    </>
  )
}

function NoRows({ hasFilter, onClear }: { hasFilter: boolean; onClear: () => void }) {
  if (!hasFilter) {
    return (
      <EmptyState
        icon={Inbox}
        title="No conversations yet"
        hint="Offer times to a patient with New, above."
      />
    )
  }
  return (
    <EmptyState
      icon={Inbox}
      title="No conversations match"
      hint="Search looks at names, whole phone numbers and ids."
      action={
        <Button variant="outline" onPress={onClear}>
          Show everything
        </Button>
      }
    />
  )
}

/** `j` and `k` go down and up in the list. */
function useStepThrough(
  lines: readonly ConversationLine[],
  selectedId: string | undefined,
  search: string,
): void {
  const router = useRouter()
  const step = (by: number) => {
    const at = lines.findIndex((line) => line.id === selectedId)
    const next = lines[at === -1 ? 0 : at + by]
    if (next !== undefined) router.push(`/conversations/${next.id}${search}`)
  }
  useShortcut('j', () => step(1))
  useShortcut('k', () => step(-1))
}
