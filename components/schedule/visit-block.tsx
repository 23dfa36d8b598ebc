import { Check, CheckCheck, ShieldAlert, UserCheck, UserX } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { visitState } from '../scheduling/appointment-words.ts'
import { Countdown } from '../ui/countdown.tsx'
import { formatTime } from '../ui/time.ts'

/** From this height on there is room for a second line. */
const TWO_LINES_PX = 38

interface VisitBlockProps {
  visit: AppointmentView
  zone: string
  style: CSSProperties
  height: number
  isChosen: boolean
  /** A booked visit can be dragged to another time. */
  isMovable: boolean
  onChoose: () => void
}

/** What a dragged visit is called between drag and drop; the value is its id. */
export const DRAGGED_VISIT = 'application/x-switchboard-visit'

/** What a screen reader says of a visit. */
export const visitLabel = (visit: AppointmentView, zone: string) =>
  `${formatTime(visit.starts_at, zone)}, ${visit.patient?.name ?? 'Held time'}, ${visit.service_type?.name ?? ''}, ${visitState(visit).words}`

/** A visit or a hold in the day; opens its panel. Colour is the provider's, the state has an icon and words. */
export function VisitBlock(props: VisitBlockProps) {
  const { visit, zone, style, height, isChosen, isMovable, onChoose } = props
  const isHeld = visit.state === 'held'
  const name = visit.patient?.name ?? 'Held time'
  const isTall = height >= TWO_LINES_PX
  const service = visit.service_type?.name ?? ''
  return (
    <button
      type="button"
      data-visit={visit.id}
      aria-pressed={isChosen}
      aria-label={visitLabel(visit, zone)}
      draggable={isMovable}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_VISIT, visit.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      style={style}
      onClick={onChoose}
      className={`absolute z-[1] flex flex-col overflow-hidden rounded-md px-2 text-start text-xs hover:z-[2] hover:brightness-97 dark:hover:brightness-110 ${VISIT_LOOK[visit.state]} ${
        isChosen ? 'ring-2 ring-accent' : ''
      } ${isTall ? 'py-1' : 'justify-center'}`}
    >
      <span className="flex items-center gap-1.5">
        <StateIcon visit={visit} />
        <span className={`truncate font-medium ${visit.state === 'noshow' ? 'line-through' : ''}`}>
          {name}
        </span>
        {!isTall && (
          <span className="truncate text-2xs text-ink-secondary">
            {isHeld ? <Held visit={visit} /> : service}
          </span>
        )}
      </span>
      {isTall && (
        <span className="truncate text-2xs text-ink-secondary">
          {isHeld ? <Held visit={visit} /> : service}
        </span>
      )}
    </button>
  )
}

const FILLED =
  'border-s-3 border-[oklch(0.55_0.12_var(--hue))] bg-[color-mix(in_oklab,oklch(0.6_0.11_var(--hue))_15%,var(--surface))]'
const STRONG =
  'border-s-3 border-[oklch(0.55_0.12_var(--hue))] bg-[color-mix(in_oklab,oklch(0.6_0.11_var(--hue))_30%,var(--surface))]'
const QUIET = 'border-s-3 border-[oklch(0.7_0.05_var(--hue))] bg-surface-tertiary text-muted'
/** How a visit of each state looks; its surroundings set the hue. */
export const VISIT_LOOK: Record<AppointmentView['state'], string> = {
  held: 'border border-dashed border-[oklch(0.55_0.12_var(--hue))] bg-surface',
  booked: FILLED,
  arrived: STRONG,
  fulfilled: QUIET,
  noshow: QUIET,
  cancelled: QUIET,
  released: QUIET,
}

/** How long a hold still stands. */
export function Held({ visit }: { visit: AppointmentView }) {
  if (visit.held_until === null) return 'held'
  return (
    <>
      held · <Countdown to={visit.held_until} precision="rough" done="time is up" />
    </>
  )
}

/** The state of a visit as an icon, beside its words. */
export function StateIcon({ visit }: { visit: AppointmentView }) {
  const className = 'size-3 shrink-0'
  if (visit.state === 'booked' && visit.confirmed_at !== null) {
    return <Check aria-hidden="true" className={`${className} text-success`} />
  }
  if (visit.state === 'arrived') return <UserCheck aria-hidden="true" className={className} />
  if (visit.state === 'fulfilled') return <CheckCheck aria-hidden="true" className={className} />
  if (visit.state === 'noshow') return <UserX aria-hidden="true" className={className} />
  if (visit.is_override) return <ShieldAlert aria-hidden="true" className={`${className} text-warning`} />
  return null
}
