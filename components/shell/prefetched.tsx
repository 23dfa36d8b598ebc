import { dehydrate, HydrationBoundary, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { makeQueryClient } from '#lib/api/query-client.ts'

interface PrefetchedProps {
  /** What the server has read already, by the key of the query that would ask for it. */
  answers: readonly (readonly [QueryKey, unknown])[]
  children: ReactNode
}

/** Puts answers that the server read while making the page into the browser's query cache: no second wait. */
export function Prefetched({ answers, children }: PrefetchedProps) {
  const client = makeQueryClient()
  for (const [key, answer] of answers) client.setQueryData(key, answer)
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}
