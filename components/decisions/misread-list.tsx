'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { SpellCheck } from 'lucide-react'
import { markedQuery, unmarkDecision } from '#lib/api/decisions.ts'
import type { MarkedCase } from '#lib/domain/messaging/decision-schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatDay } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { DecisionLink } from './decision-link.tsx'

/** Every text that staff marked as misread: what it was read as, and what would have been right. */
export function MisreadList() {
  const { clinic } = useClinic()
  const query = useInfiniteQuery(markedQuery())
  return (
    <DataTable
      label="Misread texts"
      columns={columns(clinic?.time_zone ?? 'UTC')}
      query={query}
      empty={
        <EmptyState
          icon={SpellCheck}
          title="Nobody has marked a text as misread"
          hint="Open how a text was read from its conversation, and say what would have been right. It is then listed here and becomes a case of the evaluation."
        />
      }
    />
  )
}

const columns = (zone: string): Column<MarkedCase>[] => [
  {
    id: 'text',
    header: 'Text',
    className: 'w-full',
    cell: (row) => (
      <span className="flex min-w-0 flex-col">
        <span className="line-clamp-3 wrap-anywhere">{row.text}</span>
        {row.note !== null && <span className="text-xs wrap-anywhere text-ink-secondary">“{row.note}”</span>}
        <span className="text-xs text-muted">
          {row.marked_by}, {formatDay(row.at, zone)}
        </span>
        <DecisionLink subject={{ from: 'text', id: row.sms_message_id }} className="text-xs" />
      </span>
    ),
  },
  {
    id: 'read',
    header: 'Read as',
    cell: (row) => (
      <span className="flex flex-col">
        {row.read_as_words}
        <span className="text-xs text-muted">by {row.reader_words.toLowerCase()}</span>
      </span>
    ),
  },
  { id: 'right', header: 'Right would be', cell: (row) => row.expected_words },
  { id: 'actions', header: '', align: 'end', cell: (row) => <TakeBack row={row} /> },
]

function TakeBack({ row }: { row: MarkedCase }) {
  const denied = usePermissionReason()('sms:send')
  const undo = useAction(() => unmarkDecision(row.decision_id), { done: 'The mark is taken back.' })
  return (
    <ActionButton
      variant="ghost"
      size="sm"
      disabledReason={denied}
      isPending={undo.isPending}
      onPress={() => undo.mutate(undefined)}
    >
      Take back
    </ActionButton>
  )
}
