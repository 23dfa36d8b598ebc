/**
 * The server's product clock as the browser sees it. Countdowns and "3 min ago" run on it, because the simulator can
 * move it by days and a computer at a front desk can be minutes off.
 */
let offsetMs = 0
const listeners = new Set<() => void>()

/** Smaller jumps are network delay, not a moved clock; following them would make countdowns jitter. */
const JITTER_MS = 1_500

/** Takes the time the server stated in an answer (ISO 8601) as now. */
export function setServerNow(iso: string): void {
  const stated = Date.parse(iso)
  if (Number.isNaN(stated)) return
  const next = stated - Date.now()
  if (Math.abs(next - offsetMs) < JITTER_MS) return
  offsetMs = next
  for (const listener of listeners) listener()
}

/** Milliseconds since 1970 on the server's product clock. */
export function serverNow(): number {
  return Date.now() + offsetMs
}

/** Calls back when the clock was moved. Returns the function that stops it. */
export function onClockMoved(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
