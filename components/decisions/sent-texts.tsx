import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { agentName } from '../ui/agent-name.ts'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { formatClock } from '../ui/time.ts'

interface SentTextsProps {
  texts: DecisionView['texts']
  zone: string
}

/** What the patient was texted because of it, and whether it arrived. */
export function SentTexts({ texts, zone }: SentTextsProps) {
  return (
    <SectionCard title="What the patient was texted" count={texts.length} isFlush>
      {texts.length === 0 && <CardEmpty>Nothing was texted because of this.</CardEmpty>}
      <ul>
        {texts.map((text) => (
          <li key={text.id} className="flex flex-col gap-1 border-b border-border px-4 py-3 last:border-b-0">
            <p className="w-fit max-w-full rounded-2xl rounded-br-sm bg-bubble-out px-3.5 py-2 wrap-anywhere whitespace-pre-wrap">
              {text.text}
            </p>
            <p className="text-xs text-muted">
              {[
                text.sent_by === null ? null : agentName(text.sent_by),
                `written ${formatClock(text.at, zone)}`,
                text.sent_at === null ? null : `sent ${formatClock(text.sent_at, zone)}`,
                text.delivered_at === null
                  ? text.state_label
                  : `delivered ${formatClock(text.delivered_at, zone)}`,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
