'use client'

import Link from 'next/link'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { toneOf } from './tone.ts'

interface ConversationRowProps {
  line: ConversationLine
  href: string
  isSelected: boolean
  /** Where more than one clinic is in the list. */
  showsClinic: boolean
}

/** One conversation: who, what was said last, and where it stands. */
export function ConversationRow({ line, href, isSelected, showsClinic }: ConversationRowProps) {
  const ground = isSelected
    ? 'bg-default'
    : line.is_urgent
      ? 'bg-danger-soft/50'
      : 'hover:bg-surface-secondary'
  return (
    <Link
      href={href}
      aria-current={isSelected ? 'true' : undefined}
      data-conversation={line.id}
      className={`flex gap-3 border-b border-border px-4 py-3 outline-offset-[-2px] ${ground}`}
    >
      <Avatar name={line.patient.name} isUrgent={line.is_urgent} />
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex items-baseline gap-2">
          <span className={`truncate ${line.needs_staff ? 'font-semibold' : 'font-medium'}`}>
            {line.patient.name}
          </span>
          {showsClinic && <span className="truncate text-2xs text-muted">{line.clinic.name}</span>}
          <RelativeTime
            at={line.last_message_at}
            zone={line.clinic.time_zone}
            className="ms-auto shrink-0 text-2xs text-muted"
          />
        </span>
        <span className={`truncate ${line.needs_staff ? '' : 'text-ink-secondary'}`}>
          {previewWords(line)}
        </span>
        <span className="flex items-center gap-2">
          <StatusPill tone={toneOf(line)}>
            <StatusWords line={line} />
          </StatusPill>
          {line.taken_over_by !== null && (
            <span className="truncate text-2xs text-muted">{line.taken_over_by.name} has it</span>
          )}
          {line.needs_staff && (
            <span aria-hidden="true" className="ms-auto size-[7px] shrink-0 rounded-full bg-accent" />
          )}
        </span>
      </span>
    </Link>
  )
}

/** The server says the words; the time in "Waiting, 21 h left" runs on here. */
function StatusWords({ line }: { line: ConversationLine }) {
  const isWaiting = line.status === 'awaiting_response' && !line.is_closed && !line.is_urgent
  if (!isWaiting || line.offer_expires_at === null) return line.status_label
  return (
    <>
      Waiting, <Countdown to={line.offer_expires_at} precision="rough" done="time is up" />
    </>
  )
}

/** Our texts begin with the clinic's name, which the list does not need to repeat. */
function previewWords({ preview, clinic }: ConversationLine): string {
  if (preview === null) return 'No texts yet'
  if (preview.direction === 'inbound') return preview.text
  const sender = `${clinic.name}: `
  return `You: ${preview.text.startsWith(sender) ? preview.text.slice(sender.length) : preview.text}`
}
