'use client'

import { Clock3 } from 'lucide-react'
import type { ConversationDetail, OfferView } from '#lib/domain/messaging/schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { formatDayTime } from '../ui/time.ts'
import { PanelSection } from './panel-section.tsx'
import { useReasons } from './thread-actions.ts'
import type { DialogName } from './thread-dialogs.tsx'

const STATE_WORDS: Record<OfferView['state'], string> = {
  open: 'open',
  answered: 'answered',
  declined: 'turned down',
  expired: 'ran out',
  superseded: 'replaced by a newer one',
  cancelled: 'withdrawn',
}

interface OfferPanelProps {
  detail: ConversationDetail
  onOpen: (dialog: DialogName) => void
}

/** The open offer, else the last one: its times, why each was picked, and how long they stay. */
export function OfferPanel({ detail, onOpen }: OfferPanelProps) {
  const { offer } = detail
  const reason = useReasons(detail)
  if (offer === null) {
    return (
      <PanelSection title="Offer">
        <p className="text-muted">Nothing has been offered yet.</p>
      </PanelSection>
    )
  }
  const isOpen = offer.state === 'open'
  return (
    <PanelSection
      title="Offer"
      aside={
        isOpen ? (
          <span className="flex items-center gap-1">
            <Clock3 aria-hidden="true" className="size-3" />{' '}
            <Countdown to={offer.expires_at} done="time is up" />
          </span>
        ) : (
          STATE_WORDS[offer.state]
        )
      }
    >
      <ul
        className={`flex flex-col rounded-lg border border-border bg-surface ${isOpen ? '' : 'opacity-70'}`}
      >
        {offer.options.map((option) => (
          <Option key={option.id} option={option} zone={detail.clinic.time_zone} isOpen={isOpen} />
        ))}
      </ul>
      <p className="text-2xs text-muted">
        Round {offer.round}, offered by {offer.created_by}
        {offer.cost_estimate !== null && `, estimated cost ${offer.cost_estimate}`}
      </p>
      {isOpen && (
        <div className="grid grid-cols-2 gap-2">
          <ActionButton
            variant="outline"
            size="sm"
            fullWidth
            shortcut="b"
            disabledReason={reason('book')}
            onPress={() => onOpen('book')}
          >
            Book for patient
          </ActionButton>
          <ActionButton
            variant="outline"
            size="sm"
            fullWidth
            shortcut="w"
            disabledReason={reason('withdraw_offer')}
            onPress={() => onOpen('withdraw')}
          >
            Withdraw
          </ActionButton>
        </div>
      )}
    </PanelSection>
  )
}

function Option({
  option,
  zone,
  isOpen,
}: {
  option: OfferView['options'][number]
  zone: string
  isOpen: boolean
}) {
  const keeping = keepingWords(option, isOpen)
  return (
    <li className="flex items-start gap-2.5 border-b border-border px-2.5 py-1.5 last:border-b-0">
      <span
        className={`mt-1 inline-flex size-5 shrink-0 items-center justify-center rounded-md text-2xs font-semibold ${option.is_chosen ? 'bg-accent text-accent-foreground' : 'bg-default'}`}
      >
        {option.reply_number}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block">{formatDayTime(option.starts_at, zone)}</span>
        <span className="block text-xs text-muted">
          {option.provider.name} · {keeping}
          {option.cost_estimate !== null && ` · ${option.cost_estimate}`}
        </span>
        {option.reasoning.length > 0 && (
          <span className="block text-2xs text-muted">{option.reasoning.join(' · ')}</span>
        )}
      </span>
      {option.match_score !== null && (
        <span className="mt-1 shrink-0 text-2xs text-muted">match {option.match_score.toFixed(2)}</span>
      )}
    </li>
  )
}

/** Whether the time is kept for the patient. */
function keepingWords(option: OfferView['options'][number], isOpen: boolean): string {
  if (option.is_chosen) return 'chosen'
  if (!isOpen) return option.is_shared ? 'was not held' : 'free again'
  if (option.is_held) return 'held'
  return option.is_shared ? 'first to answer has it' : 'not held'
}
