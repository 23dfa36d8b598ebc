'use client'

import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { Avatar } from '../ui/avatar.tsx'
import { formatPhone } from '../ui/phone.ts'
import { RelativeTime } from '../ui/relative-time.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'

interface NeedsYouProps {
  lines: readonly ConversationLine[]
  total: number
}

/** What waits for a person, urgent first, each with the reason and one click from its thread. */
export function NeedsYou({ lines, total }: NeedsYouProps) {
  return (
    <SectionCard
      title="Needs you now"
      count={total}
      isFlush
      aside={
        <Link href="/conversations?view=needs" className="text-xs text-accent-ink hover:underline">
          {total > lines.length ? `All ${total}` : 'Open the inbox'}
        </Link>
      }
    >
      {lines.length === 0 ? (
        <p className="flex items-center justify-center gap-2 px-4 py-6 text-muted">
          <CircleCheck aria-hidden="true" className="size-4 text-success" />
          Nothing needs you. Agents and patients are getting on by themselves.
        </p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line.id} className="border-b border-border last:border-b-0">
              <NeedsYouRow line={line} />
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

function NeedsYouRow({ line }: { line: ConversationLine }) {
  const ground = line.is_urgent
    ? 'bg-[color-mix(in_srgb,var(--danger)_7%,transparent)]'
    : 'hover:bg-surface-secondary'
  // Muted text would fall under 4.5:1 on the red ground (WCAG 1.4.3).
  const quiet = line.is_urgent ? 'text-ink-secondary' : 'text-muted'
  return (
    <Link
      href={`/conversations/${line.id}`}
      className={`flex gap-3 px-4 py-3 outline-offset-[-2px] ${ground}`}
    >
      <Avatar name={line.patient.name} isUrgent={line.is_urgent} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-semibold">{line.patient.name}</span>
          <StatusPill tone={line.is_urgent ? 'bad' : 'warn'}>
            {line.is_urgent ? 'Urgent' : 'Needs you'}
          </StatusPill>
          {line.is_urgent && (
            <span className={`text-xs ${quiet}`}>{formatPhone(line.patient.phone_number)}</span>
          )}
          {line.taken_over_by !== null && (
            <span className={`text-xs ${quiet}`}>{line.taken_over_by.name} has it</span>
          )}
        </span>
        {line.needs_staff_reason !== null && (
          <span className="text-ink-secondary">{line.needs_staff_reason}</span>
        )}
        {line.preview !== null && line.preview.direction === 'inbound' && (
          <span className={`truncate ${quiet}`}>“{line.preview.text}”</span>
        )}
      </span>
      <RelativeTime
        at={line.last_message_at}
        zone={line.clinic.time_zone}
        className={`shrink-0 text-2xs ${quiet}`}
      />
    </Link>
  )
}
