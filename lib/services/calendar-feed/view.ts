import type { CalendarFeed } from '#lib/db/generated/client.ts'
import type { CalendarFeedView, FeedShows } from '#lib/domain/calendar-feed/schema.ts'

/** A calendar feed as staff see it: everything but its address. */
export const toFeedView = (row: CalendarFeed): CalendarFeedView => ({
  id: row.id,
  provider_id: row.provider_id,
  shows: row.shows as FeedShows,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  last_read_at: row.last_read_at?.toISOString() ?? null,
})
