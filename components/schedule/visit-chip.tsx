import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { formatTime } from '../ui/time.ts'
import { Held, StateIcon, VISIT_LOOK, visitLabel } from './visit-block.tsx'

interface VisitChipProps {
  visit: AppointmentView
  zone: string
  isChosen: boolean
  onChoose: () => void
}

/** A visit or a hold where there is room for two short lines; opens its panel. */
export function VisitChip({ visit, zone, isChosen, onChoose }: VisitChipProps) {
  return (
    <button
      type="button"
      data-visit={visit.id}
      aria-pressed={isChosen}
      aria-label={visitLabel(visit, zone)}
      onClick={onChoose}
      className={`flex w-full flex-col overflow-hidden rounded-sm px-1.5 py-0.5 text-start text-xs hover:brightness-97 dark:hover:brightness-110 pointer-coarse:min-h-11 ${VISIT_LOOK[visit.state]} ${
        isChosen ? 'ring-2 ring-accent' : ''
      }`}
    >
      <span className="flex items-center gap-1 text-2xs text-ink-secondary">
        <StateIcon visit={visit} />
        <span className="truncate tabular-nums">
          {formatTime(visit.starts_at, zone)}
          {visit.state === 'held' && (
            <>
              {' '}
              <Held visit={visit} />
            </>
          )}
        </span>
      </span>
      <span className={`truncate font-medium ${visit.state === 'noshow' ? 'line-through' : ''}`}>
        {visit.patient?.name ?? 'Held time'}
      </span>
    </button>
  )
}
