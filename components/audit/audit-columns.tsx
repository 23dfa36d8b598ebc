import {
  Bot,
  Cog,
  KeyRound,
  Lock,
  LockOpen,
  type LucideIcon,
  RadioTower,
  Smartphone,
  UserRound,
} from 'lucide-react'
import Link from 'next/link'
import type { AuditEventView } from '#lib/domain/staff/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatClock, formatDay } from '../ui/time.ts'

const ACTORS: Record<string, { icon: LucideIcon; words: string }> = {
  staff: { icon: UserRound, words: 'Staff' },
  key: { icon: KeyRound, words: 'API key' },
  agent: { icon: Bot, words: 'Agent' },
  patient: { icon: Smartphone, words: 'Patient, by text' },
  carrier: { icon: RadioTower, words: 'Carrier' },
  system: { icon: Cog, words: 'The product itself' },
}

/** The columns of the audit trail; times are in `zone`. */
export const auditColumns = (zone: string): Column<AuditEventView>[] => [
  { id: 'what', header: 'What', className: 'w-full', cell: (event) => <What event={event} zone={zone} /> },
  { id: 'who', header: 'Who', isSecondary: true, cell: (event) => <Who event={event} /> },
  { id: 'about', header: 'About', cell: (event) => <About event={event} /> },
  {
    id: 'when',
    header: 'When',
    isSecondary: true,
    cell: (event) => (
      <span className="whitespace-nowrap text-ink-secondary">
        {formatDay(event.at, zone)}, {formatClock(event.at, zone)}
      </span>
    ),
  },
  { id: 'sealed', header: 'Seal', cell: (event) => <Seal isSealed={event.is_sealed} /> },
]

function What({ event, zone }: { event: AuditEventView; zone: string }) {
  return (
    <span className="flex min-w-0 flex-col">
      <span className="flex flex-wrap items-center gap-2 font-medium">
        {event.text}
        {event.is_denied && <StatusPill tone="bad">Refused</StatusPill>}
      </span>
      {event.note !== null && event.note !== '' && (
        <span className="wrap-anywhere text-ink-secondary">“{event.note}”</span>
      )}
      <span className="text-xs text-muted md:hidden">
        {event.actor}, {formatDay(event.at, zone)}, {formatClock(event.at, zone)}
      </span>
    </span>
  )
}

function Who({ event }: { event: AuditEventView }) {
  const { icon: Icon, words } = ACTORS[event.actor_kind] ?? { icon: UserRound, words: event.actor_kind }
  return (
    <span className="flex items-center gap-2 whitespace-nowrap" title={words}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-muted" strokeWidth={1.75} />
      {event.actor}
      <span className="sr-only">, {words}</span>
    </span>
  )
}

function About({ event }: { event: AuditEventView }) {
  const look = 'text-accent-ink hover:underline'
  return (
    <span className="flex gap-x-3 whitespace-nowrap max-md:flex-col">
      {event.conversation_id !== null && (
        <Link href={`/conversations/${event.conversation_id}`} className={look}>
          Conversation
        </Link>
      )}
      {event.patient_id !== null && (
        <Link href={`/patients/${event.patient_id}`} className={look}>
          Patient
        </Link>
      )}
    </span>
  )
}

/** Sealed events are part of a chain of hashes: a changed one would show. */
function Seal({ isSealed }: { isSealed: boolean }) {
  const Icon = isSealed ? Lock : LockOpen
  const words = isSealed ? 'Sealed into the chain' : 'Not sealed yet'
  return (
    <span title={words} className="inline-flex">
      <Icon
        aria-hidden="true"
        className={`size-3.5 ${isSealed ? 'text-success' : 'text-ink-faint'}`}
        strokeWidth={1.75}
      />
      <span className="sr-only">{words}</span>
    </span>
  )
}
