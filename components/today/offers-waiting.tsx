'use client'

import Link from 'next/link'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'

interface OffersWaitingProps {
  lines: readonly ConversationLine[]
}

/** Offers that patients have not answered, the first to run out first. */
export function OffersWaiting({ lines }: OffersWaitingProps) {
  const soonestFirst = [...lines].sort((a, b) => expiryOf(a) - expiryOf(b))
  return (
    <SectionCard
      title="Waiting for patients"
      count={soonestFirst.length}
      isFlush
      className="self-start"
      aside={
        <Link href="/conversations?view=waiting" className="text-xs text-accent-ink hover:underline">
          Open the inbox
        </Link>
      }
    >
      {soonestFirst.length === 0 ? (
        <CardEmpty>No offer is open. Offer times to a patient with the button above.</CardEmpty>
      ) : (
        <ul>
          {soonestFirst.map((line) => (
            <li key={line.id} className="border-b border-border last:border-b-0">
              <Link
                href={`/conversations/${line.id}`}
                className="flex items-center gap-3 px-4 py-2.5 outline-offset-[-2px] hover:bg-surface-secondary"
              >
                <Avatar name={line.patient.name} />
                <span className="flex min-w-0 flex-1 flex-col">
                  <span className="truncate font-medium">{line.patient.name}</span>
                  <span className="truncate text-xs text-muted">
                    {line.service_type?.name ?? 'Any service'}
                  </span>
                </span>
                {line.offer_expires_at !== null && (
                  <Countdown
                    to={line.offer_expires_at}
                    done="time is up"
                    className="shrink-0 text-xs text-ink-secondary"
                  />
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

const expiryOf = (line: ConversationLine) =>
  line.offer_expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(line.offer_expires_at)
