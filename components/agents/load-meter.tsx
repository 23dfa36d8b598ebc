import { Meter } from '@heroui/react'

const BUSY = 0.8

/** How busy an agent says it is. 0 is idle, 1 is full. */
export function LoadMeter({ load, name }: { load: number | null; name: string }) {
  if (load === null) return <span className="text-muted">not said</span>
  const percent = Math.round(load * 100)
  return (
    <span className="flex items-center gap-2">
      <Meter
        aria-label={`Load of ${name}`}
        value={percent}
        size="sm"
        color={load >= BUSY ? 'warning' : 'accent'}
        className="w-14"
      >
        <Meter.Track>
          <Meter.Fill />
        </Meter.Track>
      </Meter>
      <span className="text-xs whitespace-nowrap text-muted">{percent} %</span>
    </span>
  )
}
