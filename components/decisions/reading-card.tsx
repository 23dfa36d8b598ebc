'use client'

import { useState } from 'react'
import { unmarkDecision } from '#lib/api/decisions.ts'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatClock, formatDay } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { costWords, percentWords } from './decision-words.ts'
import { MarkDialog } from './mark-dialog.tsx'

type Decision = NonNullable<DecisionView['decision']>

/** Who read the text, as what, how sure, and what was done about it; and whether staff say that it was wrong. */
export function ReadingCard({ view, decision }: { view: DecisionView; decision: Decision }) {
  const [isMarking, setMarking] = useState(false)
  const denied = usePermissionReason()('sms:send')
  return (
    <SectionCard
      title="It was read as"
      aside={
        decision.mark === null ? (
          <ActionButton
            variant="outline"
            size="sm"
            shortcut="w"
            disabledReason={denied}
            onPress={() => setMarking(true)}
          >
            This was misread
          </ActionButton>
        ) : (
          <StatusPill tone="bad">Misread</StatusPill>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-base font-medium">{decision.reading_words}</p>
        <FactList facts={factsOf(decision, view.clinic.time_zone)} />
        {decision.mark !== null && (
          <Mark decision={decision} mark={decision.mark} zone={view.clinic.time_zone} denied={denied} />
        )}
      </div>
      <MarkDialog
        isOpen={isMarking}
        onOpenChange={setMarking}
        decision={decision}
        options={view.offer?.options.length ?? 0}
      />
    </SectionCard>
  )
}

function factsOf(decision: Decision, zone: string): Fact[] {
  const facts: Fact[] = [
    { label: 'Read by', value: decision.reader_words },
    { label: 'Because', value: decision.reason ?? decision.evidence },
  ]
  if (decision.reason !== null && decision.evidence !== decision.reason)
    facts.push({ label: 'In the text', value: decision.evidence })
  if (decision.model_id !== null)
    facts.push({
      label: 'Model',
      value:
        decision.prompt_version === null
          ? decision.model_id
          : `${decision.model_id}, prompt ${decision.prompt_version}`,
    })
  if (decision.confidence !== null) facts.push({ label: 'Sure', value: percentWords(decision.confidence) })
  const cost = costWords(decision)
  if (cost !== null) facts.push({ label: 'Cost', value: cost })
  facts.push(
    { label: 'Then', value: decision.outcome },
    { label: 'When', value: `${formatDay(decision.at, zone)}, ${formatClock(decision.at, zone)}` },
  )
  return facts
}

interface MarkProps {
  decision: Decision
  mark: NonNullable<Decision['mark']>
  zone: string
  denied: string | null
}

function Mark({ decision, mark, zone, denied }: MarkProps) {
  const undo = useAction(() => unmarkDecision(decision.id), { done: 'The mark is taken back.' })
  return (
    <div className="flex flex-col gap-1 rounded-lg bg-danger-soft px-3 py-2 text-danger-ink">
      <p>
        {mark.marked_by} says that right would have been: {mark.expected_words.toLowerCase()}.
      </p>
      {mark.note !== null && <p className="wrap-anywhere">“{mark.note}”</p>}
      <p className="flex flex-wrap items-center gap-2 text-xs">
        {formatDay(mark.at, zone)}. Every later evaluation reads this text.
        <ActionButton
          variant="ghost"
          size="sm"
          disabledReason={denied}
          isPending={undo.isPending}
          onPress={() => undo.mutate(undefined)}
        >
          Take it back
        </ActionButton>
      </p>
    </div>
  )
}
