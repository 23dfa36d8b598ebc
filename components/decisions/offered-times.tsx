import { Check } from 'lucide-react'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { SectionCard } from '../ui/section-card.tsx'
import { formatClock, formatDay, formatDayTime } from '../ui/time.ts'

interface OfferedTimesProps {
  title: string
  offer: NonNullable<DecisionView['offer']>
  zone: string
}

/** The offer that the text was about: what stood in it, what was chosen, what became of the held times. */
export function OfferedTimes({ title, offer, zone }: OfferedTimesProps) {
  return (
    <SectionCard
      title={title}
      aside={
        <span className="text-xs text-muted">
          offered {formatDay(offer.offered_at, zone)}, {formatClock(offer.offered_at, zone)}
        </span>
      }
      isFlush
    >
      <ol>
        {offer.options.map((option) => (
          <li
            key={option.id}
            className="flex items-center gap-3 border-b border-border px-4 py-2 last:border-b-0"
          >
            <span className="w-4 text-end text-muted">{option.reply_number}</span>
            <span className={`min-w-0 flex-1 ${option.is_chosen ? 'font-medium' : ''}`}>
              {formatDayTime(option.starts_at, zone)}, {option.provider_name}
            </span>
            {option.is_chosen && (
              <span className="inline-flex items-center gap-1 text-xs text-success-ink">
                <Check aria-hidden="true" className="size-3" /> chosen
              </span>
            )}
            <span className="text-xs text-muted">{option.held}</span>
          </li>
        ))}
      </ol>
    </SectionCard>
  )
}
