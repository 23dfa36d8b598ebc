import { z } from 'zod'
import { id, instant } from '../wire.ts'

/** A calendar leaves our walls: by default it says that there is a visit, and nothing of whose. */
export const FEED_SHOWS = ['nothing', 'initials'] as const
export type FeedShows = (typeof FEED_SHOWS)[number]
const shows = z
  .enum(FEED_SHOWS)
  .describe(
    'What of the patient is in it: nothing, or the initials. Never a name, a phone number or a service.',
  )

export const providerFeedInput = z.object({ provider_id: id })
export type ProviderFeedInput = z.infer<typeof providerFeedInput>

/** POST /api/providers/{id}/calendar-feed: an address there was before stops at once. */
export const createCalendarFeedInput = providerFeedInput.extend({
  shows: shows.nullish().describe('What of the patient is in it; nothing by default.'),
})
export type CreateCalendarFeedInput = z.infer<typeof createCalendarFeedInput>

export const calendarFeedView = z.object({
  id,
  provider_id: id,
  shows,
  created_by: z.string(),
  created_at: instant,
  last_read_at: instant.nullable().describe('When a calendar program last asked; null: never.'),
})
export type CalendarFeedView = z.infer<typeof calendarFeedView>

/** The feed of a provider, or null where there is none. */
export const providerFeedView = z.object({ feed: calendarFeedView.nullable() })
export type ProviderFeedView = z.infer<typeof providerFeedView>

/** The address is in it when it was made just now, and never again. */
export const createdCalendarFeedView = calendarFeedView.extend({
  path: z.string().describe('Below the address of this installation. Whoever has it can read the calendar.'),
})
export type CreatedCalendarFeedView = z.infer<typeof createdCalendarFeedView>
