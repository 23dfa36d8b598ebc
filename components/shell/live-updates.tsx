'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { coalesce } from '#lib/api/coalesce.ts'
import { keysFor } from '#lib/api/keys.ts'
import { startLive } from '#lib/api/live.ts'

/** A busy bus says so hundreds of times a second; asking again more often than this would only break off the last asking. */
const EVERY_MS = 400

/** Keeps every query as fresh as the server's events: a change asks again for what it touches, a reconnect for all. */
export function LiveUpdates() {
  const queryClient = useQueryClient()
  useEffect(() => {
    const stale = coalesce<readonly string[]>(EVERY_MS, (queryKey) => {
      void queryClient.invalidateQueries({ queryKey })
    })
    const stop = startLive({
      onChange: (event) => {
        for (const queryKey of keysFor(event)) stale.ask(queryKey)
      },
      onConnected: () => void queryClient.invalidateQueries(),
      onLost: () => {
        void queryClient.invalidateQueries({ queryKey: ['me'] })
        void queryClient.invalidateQueries({ queryKey: ['health'] })
      },
    })
    return () => {
      stop()
      stale.stop()
    }
  }, [queryClient])
  return null
}
