/** What a wall-clock time means in a zone: one instant, two (the clocks go back), or none (they go forward). */
export type ZonedTime =
  | { kind: 'one'; instant: string }
  | { kind: 'none' }
  | { kind: 'two'; first: string; second: string }

const HOUR_MS = 3_600_000
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/**
 * Reads `2026-12-01T10:00` as wall-clock time of an IANA zone. Browsers have no Temporal everywhere yet, so every offset
 * that the zone has around that day is tried, and those that lead back to the same wall clock count.
 */
export function readZonedTime(local: string, zone: string): ZonedTime {
  const parts = LOCAL.exec(local)
  if (parts === null) return { kind: 'none' }
  const wall = Date.parse(`${local}:00Z`)
  if (Number.isNaN(wall)) return { kind: 'none' }
  const offsets = new Set([-24, -3, 0, 3, 24].map((hours) => offsetAt(wall + hours * HOUR_MS, zone)))
  const instants = [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => offsetAt(instant, zone) === wall - instant)
  const [first, second] = instants.sort((a, b) => a - b).map((instant) => new Date(instant).toISOString())
  if (first === undefined) return { kind: 'none' }
  return second === undefined ? { kind: 'one', instant: first } : { kind: 'two', first, second }
}

/** `2026-12-01T10:00`, the wall clock of a zone at an instant; what `readZonedTime` reads. */
export function toZonedLocal(instant: string | number, zone: string): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  return new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 16)
}

/** Milliseconds that the zone is ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const whole = Math.floor(instant / 1000) * 1000
  const text = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(whole)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(text.find((piece) => piece.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - whole
}
