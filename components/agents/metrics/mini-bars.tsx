const BAR = 3
const GAP = 2
const HEIGHT = 36
/** A bar of nothing is still a mark, so that the row does not fall apart. */
const LEAST = 1.5
const OLDEST_OPACITY = 0.4

interface MiniBarsProps {
  values: readonly (number | null)[]
  /** The value of a full bar; the highest one by default. */
  max?: number
  /** Whether a bar is worth a look. */
  isWarning?: (value: number) => boolean
}

/** The course of a figure beside it, without axes; the words next to it carry the meaning. */
export function MiniBars({ values, max, isWarning }: MiniBarsProps) {
  const top = Math.max(max ?? 0, ...values.map((value) => value ?? 0), Number.MIN_VALUE)
  const width = values.length * (BAR + GAP) - GAP
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-9 w-full max-w-32"
    >
      {values.map((value, index) => {
        const height = Math.max(LEAST, ((value ?? 0) / top) * HEIGHT)
        const isAmber = value !== null && isWarning?.(value) === true
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the row
            key={index}
            x={index * (BAR + GAP)}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            rx={1}
            opacity={OLDEST_OPACITY + ((1 - OLDEST_OPACITY) * (index + 1)) / values.length}
            className={isAmber ? 'fill-warning' : 'fill-accent'}
          />
        )
      })}
    </svg>
  )
}
