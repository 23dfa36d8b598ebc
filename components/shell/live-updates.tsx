'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { keysFor } from '#lib/api/keys.ts'
import { startLive } from '#lib/api/live.ts'

/** Keeps every query as fresh as the server's events: a change asks again for what it touches, a reconnect for all. */
export function LiveUpdates() {
  const queryClient = useQueryClient()
  useEffect(
    () =>
      startLive({
        onChange: (event) => {
          for (const queryKey of keysFor(event)) void queryClient.invalidateQueries({ queryKey })
        },
        onConnected: () => void queryClient.invalidateQueries(),
        onLost: () => {
          void queryClient.invalidateQueries({ queryKey: ['me'] })
          void queryClient.invalidateQueries({ queryKey: ['health'] })
        },
      }),
    [queryClient],
  )
  return null
}
