import { queryOptions } from '@tanstack/react-query'
import type { UnderstandingView } from '#lib/domain/messaging/eval/published.ts'
import { apiFetch } from './fetch.ts'

/** How well texts are understood: published scores and the last 30 days. */
export const understandingQuery = () =>
  queryOptions({
    queryKey: ['conversations', 'understanding'],
    queryFn: ({ signal }) => apiFetch<UnderstandingView>('/api/understanding', { signal }),
  })
