import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { FeedEvent } from '#lib/domain/calendar-feed/feed-event.ts'

/** How often programs are asked to come back (RFC 7986, 5.7). */
const REFRESH_SECONDS = 15 * 60

interface Calendar {
  provider: string
  clinic: { name: string }
  events: readonly FeedEvent[]
}

/**
 * iCalendar (RFC 5545) of a provider's visits. Times are UTC, so a change of the clocks moves nothing; DTSTAMP is when the
 * visit last changed, so that the same visits are the same text.
 */
export function writeCalendar({ provider, clinic, events }: Calendar): string {
  const calendar = ical({
    name: `${provider}, ${clinic.name}`,
    prodId: { company: 'Switchboard', product: 'Visits', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  })
  for (const event of events) {
    calendar.createEvent({
      id: `${event.id}@switchboard`,
      sequence: event.sequence,
      status: event.is_cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      start: new Date(event.starts_at),
      end: new Date(event.ends_at),
      stamp: new Date(event.changed_at),
      created: new Date(event.created_at),
      lastModified: new Date(event.changed_at),
      summary: event.summary,
    })
  }
  return calendar.toString()
}
