import Link from 'next/link'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { APPOINTMENT_STATE } from '../scheduling/appointment-words.ts'
import { agentName } from '../ui/agent-name.ts'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { dateKey, formatDayTime } from '../ui/time.ts'
import { TimedStep } from './timed-step.tsx'

/** What was done to the offer, the held times and the visit, with the times. */
export function TransactionSteps({ view }: { view: DecisionView }) {
  const { steps, appointment, clinic } = view
  const zone = clinic.time_zone
  return (
    <SectionCard title="What was done" isFlush>
      {steps.length === 0 && appointment === null && <CardEmpty>Nothing was changed.</CardEmpty>}
      <ol>
        {steps.map((step) => (
          <TimedStep key={step.id} at={step.at} zone={zone} hasDay>
            {step.text}
            <span className="block text-xs text-muted">{agentName(step.actor)}</span>
            {step.note !== null && <span className="block text-xs wrap-anywhere">“{step.note}”</span>}
          </TimedStep>
        ))}
      </ol>
      {appointment !== null && <Visit appointment={appointment} zone={zone} />}
    </SectionCard>
  )
}

function Visit({
  appointment,
  zone,
}: {
  appointment: NonNullable<DecisionView['appointment']>
  zone: string
}) {
  const { words, tone } = APPOINTMENT_STATE[appointment.state]
  return (
    <p className="flex flex-wrap items-center gap-2 border-t border-border px-4 py-2">
      <Link
        href={`/schedule?day=${dateKey(appointment.starts_at, zone)}&visit=${appointment.id}`}
        className="font-medium hover:underline"
      >
        {formatDayTime(appointment.starts_at, zone)}, {appointment.provider_name}
      </Link>
      <StatusPill tone={tone}>{words}</StatusPill>
    </p>
  )
}
