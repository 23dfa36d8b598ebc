'use client'

import { useSearchParams } from 'next/navigation'

type Patch = Record<string, string | undefined>

/**
 * The page's state in its address: reload, back and a shared link show the same. Changed without asking the server,
 * because these pages draw themselves from queries. `push` leaves a step for the back button, `replace` does not.
 * https://nextjs.org/docs/app/getting-started/linking-and-navigating#native-history-api
 */
export function useUrlState() {
  const params = useSearchParams()
  const change = (patch: Patch, how: 'pushState' | 'replaceState') => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(patch)) {
      if (value === undefined || value === '') next.delete(name)
      else next.set(name, value)
    }
    const search = next.toString()
    window.history[how](null, '', `${window.location.pathname}${search === '' ? '' : `?${search}`}`)
  }
  return {
    get: (name: string) => params.get(name) ?? undefined,
    replace: (patch: Patch) => change(patch, 'replaceState'),
    push: (patch: Patch) => change(patch, 'pushState'),
  }
}
