import { ArrowDown } from 'lucide-react'
import Link from 'next/link'
import type { OpeningView } from '#lib/domain/waiting-list/schema.ts'
import { ProviderDot } from '../schedule/provider-dot.tsx'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDay, formatDayTime, formatTime } from '../ui/time.ts'
import { INVITATION_TONE, OPENING_STATE, progressWords } from './opening-words.ts'

interface ChainStepProps {
  opening: OpeningView
  /** The time that freed because this one was taken. */
  next: OpeningView | undefined
  zone: string
  /** It is the one that was opened, among others. */
  isShown: boolean
}

/** One link of the chain: what freed the time, who was asked in which wave, and what that freed in turn. */
export function ChainStep({ opening, next, zone, isShown }: ChainStepProps) {
  const { words, tone } = OPENING_STATE[opening.state]
  const taker = opening.invitations.find(({ state }) => state === 'accepted')
  return (
    <li aria-current={isShown ? 'true' : undefined} className="flex flex-col">
      <SectionCard
        title={formatDayTime(opening.starts_at, zone)}
        isFlush
        className={isShown ? 'ring-1 ring-accent' : undefined}
        aside={<StatusPill tone={tone}>{words}</StatusPill>}
      >
        <p className="flex flex-wrap items-center gap-x-2 border-b border-border px-4 py-2 text-muted">
          <span className="inline-flex items-center gap-1.5">
            <ProviderDot id={opening.provider.id} /> {opening.provider.name}, {opening.service_type.name}
          </span>
          <span aria-hidden="true" className="max-sm:hidden">
            ·
          </span>
          <Cause opening={opening} />
          <span className="ms-auto text-xs">
            {opening.state === 'open' ? progressWords(opening, zone) : endedWords(opening, zone)}
          </span>
        </p>
        {opening.invitations.length === 0 ? (
          <CardEmpty>
            {opening.state === 'open' ? 'Nobody has been asked yet.' : 'Nobody on the list fitted this time.'}
          </CardEmpty>
        ) : (
          <Invitations opening={opening} zone={zone} />
        )}
      </SectionCard>
      {next !== undefined && (
        <p className="flex items-center gap-2 px-4 py-2.5 text-muted">
          <ArrowDown aria-hidden="true" className="size-4 shrink-0" />
          {taker?.patient.name ?? 'Somebody'} gave up {formatDayTime(next.starts_at, zone)}, which freed in
          turn
        </p>
      )}
    </li>
  )
}

function Cause({ opening }: { opening: OpeningView }) {
  const patient = opening.freed_by?.patient
  if (!patient) return opening.cause_label
  return (
    <Link href={`/patients/${patient.id}`} className="hover:underline">
      {opening.cause_label}
    </Link>
  )
}

const endedWords = ({ ended_at }: OpeningView, zone: string) =>
  ended_at === null ? '' : `Over since ${formatDayTime(ended_at, zone)}`

function Invitations({ opening, zone }: { opening: OpeningView; zone: string }) {
  return (
    <ul>
      {opening.invitations.map((invitation) => (
        <li
          key={invitation.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border px-4 py-2 last:border-b-0"
        >
          <span className="w-16 shrink-0 text-xs text-muted">Wave {invitation.wave}</span>
          <span className="flex min-w-0 flex-1 flex-col">
            <Link
              href={
                invitation.conversation_id === null
                  ? `/patients/${invitation.patient.id}`
                  : `/conversations/${invitation.conversation_id}`
              }
              className="w-fit font-medium hover:underline"
            >
              {invitation.patient.name}
            </Link>
            <span className="text-xs text-muted">
              asked {formatDay(invitation.invited_at, zone)}, {formatTime(invitation.invited_at, zone)}
              {!invitation.is_on_list && ', prefers this provider'}
            </span>
          </span>
          <StatusPill tone={INVITATION_TONE[invitation.state]}>{invitation.state_label}</StatusPill>
        </li>
      ))}
    </ul>
  )
}
