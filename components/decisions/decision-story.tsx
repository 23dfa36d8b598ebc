import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { SectionCard } from '../ui/section-card.tsx'
import { formatClock, formatDay } from '../ui/time.ts'
import { AgentSteps } from './agent-steps.tsx'
import { OfferedTimes } from './offered-times.tsx'
import { ReadingCard } from './reading-card.tsx'
import { SentTexts } from './sent-texts.tsx'
import { TransactionSteps } from './transaction-steps.tsx'

/** What was written, how it was read, what was offered, what was done, and what was answered. */
export function DecisionStory({ view }: { view: DecisionView }) {
  const zone = view.clinic.time_zone
  return (
    <div className="flex w-full max-w-3xl flex-col gap-4 p-4 sm:p-5">
      {view.without_text !== null && <p className="text-ink-secondary">{view.without_text}</p>}
      {view.text !== null && <PatientText text={view.text} zone={zone} />}
      {view.decision !== null && <ReadingCard view={view} decision={view.decision} />}
      {view.offer !== null && (
        <OfferedTimes
          title={view.decision === null ? 'Times it offers' : 'Against these times'}
          offer={view.offer}
          zone={zone}
        />
      )}
      {view.decision !== null && <AgentSteps messages={view.agent_messages} zone={zone} />}
      <TransactionSteps view={view} />
      {(view.decision !== null || view.texts.length > 0) && <SentTexts texts={view.texts} zone={zone} />}
    </div>
  )
}

interface PatientTextProps {
  text: NonNullable<DecisionView['text']>
  zone: string
}

function PatientText({ text, zone }: PatientTextProps) {
  return (
    <SectionCard title="The patient wrote">
      <p className="w-fit rounded-2xl rounded-bl-sm bg-surface-tertiary px-3.5 py-2 wrap-anywhere whitespace-pre-wrap">
        {text.text}
      </p>
      <p className="pt-1.5 text-xs text-muted">
        {formatDay(text.received_at, zone)}, {formatClock(text.received_at, zone)}
      </p>
    </SectionCard>
  )
}
