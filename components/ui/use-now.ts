'use client'

import { useEffect, useState } from 'react'
import { onClockMoved, serverNow } from '#lib/api/clock.ts'

/**
 * The server's product clock in milliseconds, renewed every `everyMs` and at once when the clock was moved. `undefined`
 * until mounted, because the server's and the browser's first rendering must agree.
 */
export function useNow(everyMs: number): number | undefined {
  const [now, setNow] = useState<number>()
  useEffect(() => {
    const tick = () => setNow(serverNow())
    tick()
    const timer = setInterval(tick, everyMs)
    const stop = onClockMoved(tick)
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [everyMs])
  return now
}
