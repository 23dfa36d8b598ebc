'use client'

import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react'
import type { ConflictView } from '#lib/domain/scheduling/schema.ts'
import { Picker } from '../ui/picker.tsx'
import { ZonedTimeField } from '../ui/zoned-time-field.tsx'
import { type Displacement, newDisplacement } from './use-override.ts'

const CHOICES = [
  { id: 'cancel', label: 'Cancel that visit' },
  { id: 'move', label: 'Move that visit' },
]

interface ConflictListProps {
  conflicts: readonly ConflictView[]
  zone: string
  displaced: Readonly<Record<string, Displacement>>
  onDisplace: (appointmentId: string, displacement: Displacement) => void
}

/** Everything that stands against it, all at once. A booking in the way needs a decision of its own. */
export function ConflictList({ conflicts, zone, displaced, onDisplace }: ConflictListProps) {
  if (conflicts.length === 0) {
    return (
      <p className="flex items-center gap-2 rounded-lg bg-success-soft px-3 py-2 text-success-ink">
        <CircleCheck aria-hidden="true" className="size-4" /> Nothing stands against it.
      </p>
    )
  }
  return (
    <section aria-label="Conflicts" className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-secondary">What stands against it</h3>
      <ul className="flex flex-col gap-2">
        {conflicts.map((conflict) => (
          <li
            key={`${conflict.kind}|${conflict.text}`}
            className="flex flex-col gap-2 rounded-lg border border-border px-3 py-2"
          >
            <p className="flex items-start gap-2">
              <ConflictIcon canOverride={conflict.can_override} />
              {conflict.text}
            </p>
            {needsDecision(conflict) && (
              <Decision
                zone={zone}
                value={displaced[conflict.appointment_id]}
                onChange={(displacement) => onDisplace(conflict.appointment_id, displacement)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A booking is never overridden: it is moved or cancelled in the same step. */
export const needsDecision = (
  conflict: ConflictView,
): conflict is ConflictView & { appointment_id: string } =>
  !conflict.can_override && conflict.appointment_id !== null

function ConflictIcon({ canOverride }: { canOverride: boolean }) {
  const Icon = canOverride ? TriangleAlert : OctagonX
  return (
    <Icon
      aria-hidden="true"
      className={`mt-0.5 size-4 shrink-0 ${canOverride ? 'text-warning' : 'text-danger'}`}
    />
  )
}

interface DecisionProps {
  zone: string
  value: Displacement | undefined
  onChange: (value: Displacement) => void
}

function Decision({ zone, value, onChange }: DecisionProps) {
  return (
    <div className="flex flex-col gap-2 ps-6">
      <Picker
        label="What happens to it"
        choices={CHOICES}
        value={value?.action ?? null}
        onChange={(action) => onChange(newDisplacement(action as Displacement['action']))}
      />
      {value?.action === 'move' && (
        <ZonedTimeField
          label="To"
          zone={zone}
          value={value.to}
          onChange={(to) => onChange({ ...value, to })}
        />
      )}
    </div>
  )
}
