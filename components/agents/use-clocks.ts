'use client'

import { useNow } from '../ui/use-now.tsx'
import { useSystemNow } from '../ui/use-system-now.ts'
import type { Clocks } from './message-state.ts'

/** Both clocks, renewed every `everyMs`; undefined until they are known. */
export function useClocks(everyMs: number): Clocks | undefined {
  const now = useNow(everyMs)
  const systemNow = useSystemNow(everyMs)
  return now === undefined ? undefined : { now, systemNow: systemNow ?? now }
}
