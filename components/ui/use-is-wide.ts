'use client'

import { useSyncExternalStore } from 'react'

/** From here on there is room for a panel beside the content; the same width as Tailwind's `lg`. */
const WIDE_QUERY = '(min-width: 1024px)'

const subscribe = (listener: () => void) => {
  const query = matchMedia(WIDE_QUERY)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the screen has room for a panel at the side. True on the server, which does not know. */
export const useIsWide = () =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE_QUERY).matches,
    () => true,
  )
