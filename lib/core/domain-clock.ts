import { systemNow } from '#lib/clock.ts'
import type { Db } from '#lib/db/client.ts'
import type { LiveHub } from '#lib/live/hub.ts'
import { errorFields, logger } from '#lib/logger.ts'

/** The row with the offset is read again this often, in case a notification was lost. */
const REFRESH_EVERY_MS = 10_000

export interface DomainClock {
  /** Reads the offset, then follows its changes. */
  start(): Promise<void>
  /** Epoch milliseconds of the domain clock: the system clock and the offset. */
  now(): number
  offsetMs(): number
  /** Reads the offset again, and returns it. */
  refresh(): Promise<number>
  stop(): void
}

interface DomainClockOptions {
  /** Only on the mock gateway may the clock be moved: a carrier's texts keep real time, whatever the row says. */
  isMovable: boolean
}

/**
 * The clock of everything a patient sees: offers, holds, reminders, expiry, retries. The offset lives in `installation`, so
 * it survives restarts and is the same in every process; it changes by NOTIFY and is read again every 10 s.
 */
export function createDomainClock(
  db: Db,
  hub: Pick<LiveHub, 'subscribe'>,
  { isMovable }: DomainClockOptions,
): DomainClock {
  let offset = 0
  let reads = 0
  let applied = 0
  let timer: NodeJS.Timeout | null = null
  let unsubscribe: (() => void) | null = null

  async function refresh(): Promise<number> {
    if (!isMovable) return offset
    reads += 1
    const read = reads
    const row = await db.installation.findUnique({ where: { id: 1 }, select: { clock_offset_ms: true } })
    // An older answer that comes late must not undo a newer one.
    if (read > applied) {
      applied = read
      offset = Number(row?.clock_offset_ms ?? 0)
    }
    return offset
  }
  const refreshSoon = () => {
    refresh().catch((error) =>
      logger.warn(errorFields(error), 'the domain clock could not be read; keeping its offset'),
    )
  }

  return {
    async start() {
      await refresh()
      if (!isMovable || timer) return
      unsubscribe = hub.subscribe({
        onEvent: (event) => {
          if (event.type === 'clock.changed') refreshSoon()
        },
        onGap: refreshSoon,
      })
      timer = setInterval(refreshSoon, REFRESH_EVERY_MS)
      timer.unref()
    },
    now: () => systemNow() + offset,
    offsetMs: () => offset,
    refresh,
    stop() {
      if (timer) clearInterval(timer)
      timer = null
      unsubscribe?.()
      unsubscribe = null
    },
  }
}
