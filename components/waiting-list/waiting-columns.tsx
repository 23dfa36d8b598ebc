import { Pencil, UserMinus } from 'lucide-react'
import Link from 'next/link'
import type { WaitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDay, formatDayTime } from '../ui/time.ts'
import { WaitingSince } from './waiting-since.tsx'

interface ColumnContext {
  zone: string
  /** The head of the list says it already when nobody is offered anything. */
  isOffered: boolean
  /** Why nothing can be changed. */
  denied: string | null
  onEdit: (entry: WaitingListEntryView) => void
  onLeave: (entry: WaitingListEntryView) => void
}

/** What somebody waits for, in one line. */
export const wantsWords = (entry: WaitingListEntryView): string =>
  [entry.provider?.name, capital(entry.wishes_label)].filter((words) => words !== undefined).join(', ')

const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** The columns of the waiting list of one service. */
export const waitingColumns = (context: ColumnContext): Column<WaitingListEntryView>[] => [
  {
    id: 'patient',
    header: 'Patient',
    cell: (entry) => (
      <span className="flex min-w-0 flex-col gap-0.5">
        <Link href={`/patients/${entry.patient.id}`} className="w-fit font-medium hover:underline">
          {entry.patient.name}
        </Link>
        <span className="text-xs text-muted md:hidden">{wantsWords(entry)}</span>
        {context.isOffered && entry.blocked !== null && <StatusPill tone="warn">{entry.blocked}</StatusPill>}
      </span>
    ),
  },
  {
    id: 'since',
    header: 'Waiting',
    cell: (entry) => <WaitingSince at={entry.created_at} zone={context.zone} />,
  },
  { id: 'wants', header: 'Wants', isSecondary: true, cell: wantsWords },
  {
    id: 'visit',
    header: 'In place of',
    isSecondary: true,
    cell: (entry) =>
      entry.visit === null ? (
        <span className="text-muted">A new visit</span>
      ) : (
        formatDayTime(entry.visit.starts_at, context.zone)
      ),
  },
  {
    id: 'offered',
    header: 'Last offered',
    isSecondary: true,
    cell: (entry) =>
      entry.last_offered_at === null ? (
        <span className="text-muted">Never</span>
      ) : (
        <span title={formatDayTime(entry.last_offered_at, context.zone)}>
          {formatDay(entry.last_offered_at, context.zone)}
        </span>
      ),
  },
  { id: 'change', header: 'Change', align: 'end', cell: (entry) => <Actions entry={entry} {...context} /> },
]

function Actions({ entry, denied, onEdit, onLeave }: ColumnContext & { entry: WaitingListEntryView }) {
  return (
    <span className="inline-flex gap-1">
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Change what ${entry.patient.name} waits for`}
        disabledReason={denied}
        onPress={() => onEdit(entry)}
      >
        <Pencil aria-hidden="true" />
      </ActionButton>
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Take ${entry.patient.name} off the list`}
        disabledReason={denied}
        onPress={() => onLeave(entry)}
      >
        <UserMinus aria-hidden="true" />
      </ActionButton>
    </span>
  )
}
