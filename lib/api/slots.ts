import { queryOptions } from '@tanstack/react-query'
import type { FindSlotsInput, FindSlotsResult } from '#lib/domain/scheduling/schema.ts'
import { apiFetch } from './fetch.ts'

/** Free times, ranked with reasons. Off until a service is chosen; old answers stay in sight while asking again. */
export const slotsQuery = (input: FindSlotsInput | undefined) =>
  queryOptions({
    queryKey: ['slots', 'search', input],
    queryFn: ({ signal }) => apiFetch<FindSlotsResult>('/api/slots', { method: 'POST', body: input, signal }),
    enabled: input !== undefined,
    placeholderData: (previous) => previous,
  })
