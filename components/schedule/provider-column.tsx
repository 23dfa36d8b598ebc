import { AwayBlock } from './away-block.tsx'
import { type Block, closedBlocks, lanesOf } from './day-layout.ts'
import { HOUR_MINUTES, pixels } from './grid-size.ts'
import { type Place, timeAt } from './place.ts'
import { useHueStyle } from './provider-dot.tsx'
import type { ProviderDay } from './use-schedule.ts'
import { DRAGGED_VISIT, VisitBlock } from './visit-block.tsx'

interface ProviderColumnProps {
  own: ProviderDay
  day: string
  axis: Block
  zone: string
  nowMinutes: number | undefined
  chosenId: string | undefined
  onChoose: (id: string) => void
  onPlace: ((place: Place) => void) | undefined
}

/** One provider's day: closed hours shaded, time off hatched, visits filled, holds dashed. */
export function ProviderColumn(props: ProviderColumnProps) {
  const { own, day, axis, zone, nowMinutes, chosenId, onChoose, onPlace } = props
  const { provider, open, away, visits, holds } = own
  const hueStyle = useHueStyle()
  const pointedAt = (event: { clientY: number; currentTarget: Element }) =>
    timeAt(day, axis.from, event.clientY - event.currentTarget.getBoundingClientRect().top)
  const all = [...visits, ...holds].sort((a, b) => a.block.from - b.block.from)
  const lanes = lanesOf(all.map(({ block }) => block))
  return (
    <section
      aria-label={provider.name}
      style={{ ...hueStyle(provider.id), height: pixels(axis.until - axis.from) }}
      className="relative border-s border-border bg-surface"
      onDragOver={(event) => {
        if (onPlace !== undefined && event.dataTransfer.types.includes(DRAGGED_VISIT)) event.preventDefault()
      }}
      onDrop={(event) => {
        event.preventDefault()
        const visitId = event.dataTransfer.getData(DRAGGED_VISIT)
        if (visitId !== '') onPlace?.({ providerId: provider.id, local: pointedAt(event), visitId })
      }}
    >
      {closedBlocks(open, axis).map((block) => (
        <span key={block.from} aria-hidden="true" style={placeOf(block, axis)} className={CLOSED} />
      ))}
      <HourLines axis={axis} />
      {onPlace !== undefined && (
        // For the pointer only: with the keyboard, New and Move lead to the same dialogs.
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          title="Click to book here"
          onClick={(event) => onPlace({ providerId: provider.id, local: pointedAt(event) })}
          className="absolute inset-0 cursor-copy"
        />
      )}
      {away.map((off) => (
        <AwayBlock
          key={off.id}
          off={off}
          style={placeOf(clip(off.block, axis), axis)}
          bookedInside={
            visits.filter(({ block, state }) => state === 'booked' && overlaps(block, off.block)).length
          }
        />
      ))}
      <ul>
        {all.map((visit, index) => (
          <li key={visit.id}>
            <VisitBlock
              visit={visit}
              zone={zone}
              style={{ ...standOf(visit.block, axis), ...laneStyle(lanes[index]) }}
              height={pixels(visit.block.until - visit.block.from)}
              isChosen={visit.id === chosenId}
              isMovable={onPlace !== undefined && visit.disabled.move === null && visit.state === 'booked'}
              onChoose={() => onChoose(visit.id)}
            />
          </li>
        ))}
      </ul>
      {nowMinutes !== undefined && (
        <span
          aria-hidden="true"
          style={{ top: pixels(nowMinutes - axis.from) }}
          className="pointer-events-none absolute inset-x-0 z-10 h-px bg-danger"
        />
      )}
    </section>
  )
}

const CLOSED =
  'absolute inset-x-0 bg-background bg-[repeating-linear-gradient(135deg,transparent_0_7px,color-mix(in_srgb,var(--border)_60%,transparent)_7px_9px)]'
/** Space at both sides of a column, and between blocks that stand side by side. */
const GUTTER_PX = 5

const placeOf = (block: Block, axis: Block) => ({
  top: pixels(block.from - axis.from),
  height: pixels(block.until - block.from),
})

/** A hair shorter than its time, so that visits after each other stay apart. */
const standOf = (block: Block, axis: Block) => ({
  top: pixels(block.from - axis.from) + 1,
  height: pixels(block.until - block.from) - 2,
})

const clip = (block: Block, axis: Block): Block => ({
  from: Math.max(block.from, axis.from),
  until: Math.min(block.until, axis.until),
})

const overlaps = (a: Block, b: Block) => a.from < b.until && b.from < a.until

function laneStyle(place: { lane: number; lanes: number } | undefined) {
  const { lane, lanes } = place ?? { lane: 0, lanes: 1 }
  return {
    insetInlineStart: `calc(${(lane / lanes) * 100}% + ${GUTTER_PX}px)`,
    width: `calc(${100 / lanes}% - ${2 * GUTTER_PX}px)`,
  }
}

function HourLines({ axis }: { axis: Block }) {
  const count = (axis.until - axis.from) / HOUR_MINUTES
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => index * HOUR_MINUTES)
        .slice(1)
        .map((minutes) => (
          <span
            key={minutes}
            style={{ top: pixels(minutes) }}
            className="absolute inset-x-0 h-px bg-border"
          />
        ))}
    </div>
  )
}
