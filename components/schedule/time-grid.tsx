'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { zoneName } from '../ui/time.ts'
import { axisOf, type Block, minutesOn } from './day-layout.ts'
import { HOUR_MINUTES, pixels } from './grid-size.ts'
import type { Place } from './place.ts'
import { ProviderColumn } from './provider-column.tsx'
import type { ProviderDay } from './use-schedule.ts'

/** More columns than this stand closer together, so that a week fits. */
const A_FEW = 5
/** How much of the day before now stays in sight. */
const BEFORE_NOW_MINUTES = 75

/** One column: a provider's day, with what stands over it. */
export interface GridColumn {
  key: string
  own: ProviderDay
  day: string
  head: ReactNode
}

interface TimeGridProps {
  columns: readonly GridColumn[]
  zone: string
  today: string
  nowMs: number
  chosenId: string | undefined
  onChoose: (id: string) => void
  /** Somebody clicked into free time, or dropped a visit there. */
  onPlace: ((place: Place) => void) | undefined
  /** Another page is on its way. */
  isStale: boolean
}

/** Hours down, columns across. Heads and hours stay in sight while it scrolls. */
export function TimeGrid(props: TimeGridProps) {
  const { columns, zone, today, nowMs, chosenId, onChoose, onPlace, isStale } = props
  const axis = axisOf(
    columns.flatMap(({ own: { open, visits, holds } }) => [
      ...open,
      ...[...visits, ...holds].map(({ block }) => block),
    ]),
  )
  const isPresent = columns.some(({ day }) => day === today)
  const nowMinutes = isPresent ? minutesOn(today, nowMs, zone) : undefined
  const isNowInSight = nowMinutes !== undefined && nowMinutes >= axis.from && nowMinutes <= axis.until
  const scroller = useStartInSight(columns[0]?.day ?? '', nowMinutes, axis)
  return (
    <div
      ref={scroller}
      aria-busy={isStale}
      className={`min-h-0 flex-1 snap-x scroll-ps-14 overflow-auto ${isStale ? 'opacity-60' : ''}`}
    >
      <div
        className="grid min-w-full"
        style={{
          gridTemplateColumns: `3.5rem repeat(${columns.length}, minmax(min(${columns.length > A_FEW ? '9.25rem' : '11.5rem'}, 70vw), 1fr))`,
        }}
      >
        <div
          title={`Times in ${zoneName(zone)}`}
          className="sticky start-0 top-0 z-30 flex items-end justify-end border-b border-border bg-background px-1 pb-1 text-end text-[10px] leading-3 text-muted"
        >
          {zoneName(zone)}
        </div>
        {columns.map(({ key, head }) => (
          <div
            key={key}
            className="sticky top-0 z-20 snap-start border-s border-b border-border bg-background px-3 py-2"
          >
            {head}
          </div>
        ))}
        <Hours axis={axis} nowMinutes={isNowInSight ? nowMinutes : undefined} />
        {columns.map(({ key, own, day }) => (
          <ProviderColumn
            key={key}
            own={own}
            day={day}
            axis={axis}
            zone={zone}
            nowMinutes={isNowInSight && day === today ? nowMinutes : undefined}
            chosenId={chosenId}
            onChoose={onChoose}
            onPlace={onPlace}
          />
        ))}
      </div>
    </div>
  )
}

/** Shows the present of today, and the start of any other day, once per day. */
function useStartInSight(day: string, nowMinutes: number | undefined, axis: Block) {
  const scroller = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another day moves the view, time does not
  useEffect(() => {
    const at = nowMinutes === undefined ? axis.from : nowMinutes - BEFORE_NOW_MINUTES
    scroller.current?.scrollTo({ top: Math.max(0, pixels(at - axis.from)) })
  }, [day])
  return scroller
}

function Hours({ axis, nowMinutes }: { axis: Block; nowMinutes: number | undefined }) {
  const count = (axis.until - axis.from) / HOUR_MINUTES
  return (
    <div
      aria-hidden="true"
      className="sticky start-0 z-20 border-e border-border bg-background"
      style={{ height: pixels(axis.until - axis.from) }}
    >
      {Array.from({ length: count }, (_, index) => axis.from / HOUR_MINUTES + index)
        .slice(1)
        .map((hour) => (
          <span
            key={hour}
            style={{ top: pixels(hour * HOUR_MINUTES - axis.from) }}
            className="absolute end-2 -translate-y-1/2 text-2xs whitespace-nowrap text-muted"
          >
            {hourWords(hour)}
          </span>
        ))}
      {nowMinutes !== undefined && (
        <span
          style={{ top: pixels(nowMinutes - axis.from) }}
          className="absolute -end-1 size-2 -translate-y-1/2 rounded-full bg-danger"
        />
      )}
    </div>
  )
}

const hourWords = (hour: number) =>
  `${hour % 12 === 0 ? 12 : hour % 12} ${hour < 12 || hour === 24 ? 'AM' : 'PM'}`
