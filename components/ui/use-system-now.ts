'use client'

import { useMe } from '../shell/use-me.ts'
import { useNow } from './use-now.tsx'

/**
 * The system clock in milliseconds, for heartbeats, sessions and keys: they do not follow when the simulator moves the
 * product's clock. `undefined` until the login is known.
 */
export function useSystemNow(everyMs: number): number | undefined {
  const now = useNow(everyMs)
  const offset = useMe()?.clock_offset_ms
  return now === undefined || offset === undefined ? undefined : now - offset
}
