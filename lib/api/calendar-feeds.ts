import { queryOptions } from '@tanstack/react-query'
import type {
  CreatedCalendarFeedView,
  FeedShows,
  ProviderFeedView,
} from '#lib/domain/calendar-feed/schema.ts'
import { apiFetch } from './fetch.ts'

const pathOf = (providerId: string) => `/api/providers/${providerId}/calendar-feed` as const

/** Whether a provider's visits can be subscribed to; the address itself is not kept. */
export const calendarFeedQuery = (providerId: string) =>
  queryOptions({
    queryKey: ['providers', 'calendar-feed', providerId],
    queryFn: ({ signal }) => apiFetch<ProviderFeedView>(pathOf(providerId), { signal }),
  })

/** The address that there was before ends at once. */
export const createCalendarFeed = (providerId: string, shows: FeedShows) =>
  apiFetch<CreatedCalendarFeedView>(pathOf(providerId), { method: 'POST', body: { shows } })

export const revokeCalendarFeed = (providerId: string) =>
  apiFetch<ProviderFeedView>(pathOf(providerId), { method: 'DELETE' })
