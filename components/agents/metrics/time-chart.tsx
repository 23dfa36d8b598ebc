'use client'

import { type KeyboardEvent, useState } from 'react'

const WIDTH = 600
const HEIGHT = 160
const BAR_SHARE = 0.7

const TONES = {
  accent: { fill: 'fill-accent', stroke: 'stroke-accent', swatch: 'bg-accent' },
  quiet: { fill: 'fill-ink-faint', stroke: 'stroke-ink-faint', swatch: 'bg-ink-faint' },
  info: { fill: 'fill-info', stroke: 'stroke-info', swatch: 'bg-info' },
  warn: { fill: 'fill-warning', stroke: 'stroke-warning', swatch: 'bg-warning' },
  bad: { fill: 'fill-danger', stroke: 'stroke-danger', swatch: 'bg-danger' },
} as const
export type ChartTone = keyof typeof TONES

export interface Series {
  label: string
  /** One per bucket; null leaves a gap. */
  values: readonly (number | null)[]
  tone: ChartTone
  /** Told apart without colour. */
  isDashed?: boolean
}

interface TimeChartProps {
  /** What it shows, for screen readers: "Messages per minute". */
  label: string
  kind: 'bars' | 'lines'
  series: readonly Series[]
  /** When each bucket begins, in words. */
  times: readonly string[]
  format: (value: number | null) => string
  /** The value at the top; the highest one by default. */
  max?: number
}

/** Bars are stacked, so their top is a sum. */
function topOf({ kind, series, times, max }: TimeChartProps): number {
  if (max !== undefined) return max
  const at = (index: number) => series.map(({ values }) => values[index] ?? 0)
  const heights = times.map((_, index) =>
    kind === 'bars' ? at(index).reduce((sum, value) => sum + value, 0) : Math.max(0, ...at(index)),
  )
  return Math.max(...heights, 0)
}

/**
 * Figures over time as plain SVG. Pointing at a moment, or the arrow keys, put its figures into the legend; without that
 * the legend has the latest.
 */
export function TimeChart(props: TimeChartProps) {
  const { label, series, times, format } = props
  const [active, setActive] = useState<number>()
  const shown = Math.min(active ?? times.length, times.length - 1)
  const top = topOf(props)
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    setActive(Math.min(times.length - 1, Math.max(0, shown + by)))
  }
  return (
    <figure className="flex flex-col gap-2">
      <Legend
        series={series}
        at={shown}
        time={times[shown] ?? ''}
        format={format}
        isLatest={active === undefined}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a chart to step through is no form element */}
      <div
        role="group"
        aria-label={`${label}. Arrow keys step through it.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys need somewhere to go
        tabIndex={0}
        onKeyDown={step}
        onBlur={() => setActive(undefined)}
        onPointerLeave={() => setActive(undefined)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const index = Math.floor(((event.clientX - box.left) / box.width) * times.length)
          setActive(Math.min(times.length - 1, Math.max(0, index)))
        }}
        className="relative rounded-sm border-b border-border"
      >
        <span className="pointer-events-none absolute top-0 left-0 rounded-sm bg-surface pe-1 text-2xs text-muted tabular-nums">
          {top > 0 ? format(top) : ''}
        </span>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-40 w-full overflow-visible"
        >
          {active !== undefined && (
            <rect
              x={(shown * WIDTH) / times.length}
              width={WIDTH / times.length}
              height={HEIGHT}
              className="fill-default"
            />
          )}
          {top > 0 &&
            (props.kind === 'bars' ? <Bars {...props} top={top} /> : <Lines {...props} top={top} />)}
        </svg>
      </div>
      <div className="flex justify-between text-2xs text-muted">
        <span>{times[0]}</span>
        <span>{times.at(-1)}</span>
      </div>
    </figure>
  )
}

interface LegendProps {
  series: readonly Series[]
  at: number
  time: string
  format: TimeChartProps['format']
  isLatest: boolean
}

function Legend({ series, at, time, format, isLatest }: LegendProps) {
  return (
    <figcaption aria-live="polite" className="flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      {series.map(({ label, values, tone, isDashed }) => (
        <span key={label} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={`h-0.5 w-3 rounded-full ${TONES[tone].swatch} ${isDashed ? '[mask:repeating-linear-gradient(90deg,#000_0_3px,transparent_3px_5px)]' : ''}`}
          />
          <span className="text-muted">{label}</span>
          <span className="font-medium tabular-nums">{format(values[at] ?? null)}</span>
        </span>
      ))}
      <span className="ms-auto text-muted">{isLatest ? 'now' : time}</span>
    </figcaption>
  )
}

type DrawProps = TimeChartProps & { top: number }

function Bars({ series, times, top }: DrawProps) {
  const slot = WIDTH / times.length
  return times.map((time, index) => {
    let y = HEIGHT
    return series.map(({ label, values, tone }) => {
      const height = ((values[index] ?? 0) / top) * HEIGHT
      y -= height
      return (
        <rect
          key={`${time} ${label}`}
          x={index * slot + (slot * (1 - BAR_SHARE)) / 2}
          y={y}
          width={slot * BAR_SHARE}
          height={height}
          className={TONES[tone].fill}
        />
      )
    })
  })
}

/** The stretches of a line between its gaps, as points of the drawing. */
function stretches(values: readonly (number | null)[], top: number): [number, number][][] {
  const slot = WIDTH / values.length
  const parts: [number, number][][] = [[]]
  values.forEach((value, index) => {
    if (value === null) parts.push([])
    else parts.at(-1)!.push([(index + 0.5) * slot, HEIGHT - Math.min(1, value / top) * HEIGHT])
  })
  return parts.filter((part) => part.length > 0)
}

/** One moment alone goes nowhere: its round ends are a dot. */
const toPath = (points: readonly [number, number][]): string =>
  points.length === 1 ? `M${points[0]}h0` : `M${points.join('L')}`

const LINE_WIDTH = 1.75
const DOT_WIDTH = 6

function Lines({ series, top }: DrawProps) {
  return series.flatMap(({ label, values, tone, isDashed }) =>
    stretches(values, top).map((points) => {
      const isDot = points.length === 1
      return (
        <path
          key={`${label} ${points[0]?.[0]}`}
          d={toPath(points)}
          fill="none"
          strokeWidth={isDot ? DOT_WIDTH : LINE_WIDTH}
          strokeLinejoin="round"
          strokeLinecap={isDot ? 'round' : undefined}
          strokeDasharray={isDashed && !isDot ? '4 3' : undefined}
          vectorEffect="non-scaling-stroke"
          className={TONES[tone].stroke}
        />
      )
    }),
  )
}
