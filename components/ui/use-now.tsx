'use client'

import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { onClockMoved, serverNow, setServerNow } from '#lib/api/clock.ts'

const FirstNow = createContext<number | undefined>(undefined)

/** Tells the page the server's product clock (ISO 8601), so that the first rendering is right on both sides. */
export function ClockProvider({ now, children }: { now: string; children: ReactNode }) {
  useEffect(() => setServerNow(now), [now])
  return <FirstNow value={Date.parse(now)}>{children}</FirstNow>
}

/**
 * The server's product clock in milliseconds, renewed every `everyMs` and at once when the clock was moved. `undefined`
 * only outside of the console's frame, until mounted.
 */
export function useNow(everyMs: number): number | undefined {
  const first = use(FirstNow)
  const [now, setNow] = useState(first)
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
