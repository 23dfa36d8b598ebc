import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import {
  FEED_DAYS_AHEAD,
  FEED_DAYS_BACK,
  type FeedEvent,
  feedSummary,
  MAX_FEED_EVENTS,
} from '#lib/domain/calendar-feed/feed-event.ts'
import type { FeedShows } from '#lib/domain/calendar-feed/schema.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Reads are written down at most this often. */
const TOUCH_EVERY_MS = 60_000

export interface CalendarFeedContent {
  feed_id: string
  provider: string
  clinic: { name: string; time_zone: string }
  /** Epoch ms: the last time that anything in it changed. */
  changed_at: number
  events: FeedEvent[]
}

const VISIT_SELECT = {
  id: true,
  provider_id: true,
  state: true,
  starts_at: true,
  ends_at: true,
  created_at: true,
  updated_at: true,
  version: true,
  patient: { select: { first_name: true, last_name: true } },
} as const satisfies Prisma.AppointmentSelect
type Visit = Prisma.AppointmentGetPayload<{ select: typeof VISIT_SELECT }>
type Left = Prisma.LeftVisitGetPayload<{ include: { appointment: { select: typeof VISIT_SELECT } } }>

const toEvent = (shows: FeedShows, visit: Visit): FeedEvent => ({
  id: visit.id,
  sequence: visit.version,
  is_cancelled: visit.state === 'cancelled',
  starts_at: visit.starts_at.getTime(),
  ends_at: visit.ends_at.getTime(),
  created_at: visit.created_at.getTime(),
  changed_at: visit.updated_at.getTime(),
  summary: feedSummary(shows, visit.patient),
})

/** For the provider whom it has left, the visit is cancelled, at the time where their calendar has it. */
const toLeftEvent = (shows: FeedShows, { appointment, starts_at, ends_at, left_at }: Left): FeedEvent => ({
  ...toEvent(shows, appointment),
  is_cancelled: true,
  starts_at: starts_at.getTime(),
  ends_at: ends_at.getTime(),
  changed_at: left_at.getTime(),
})

async function visitsOf(ctx: Ctx, provider_id: string): Promise<Visit[]> {
  const now = ctx.now()
  return store(ctx).appointment.findMany({
    where: {
      provider_id,
      booked_at: { not: null },
      starts_at: {
        gte: new Date(now - FEED_DAYS_BACK * DAY_MS),
        lt: new Date(now + FEED_DAYS_AHEAD * DAY_MS),
      },
      OR: [
        { state: { in: ['booked', 'arrived', 'fulfilled', 'noshow'] } },
        { state: 'cancelled', updated_at: { gte: new Date(now - FEED_DAYS_BACK * DAY_MS) } },
      ],
    },
    select: VISIT_SELECT,
    orderBy: [{ starts_at: 'asc' }, { id: 'asc' }],
    take: MAX_FEED_EVENTS,
  })
}

async function leftBy(ctx: Ctx, provider_id: string): Promise<Left[]> {
  return store(ctx).leftVisit.findMany({
    where: {
      provider_id,
      left_at: { gte: new Date(ctx.now() - FEED_DAYS_BACK * DAY_MS) },
      NOT: { appointment: { provider_id } },
    },
    include: { appointment: { select: VISIT_SELECT } },
    orderBy: [{ left_at: 'asc' }, { appointment_id: 'asc' }],
    take: MAX_FEED_EVENTS,
  })
}

/**
 * What a calendar program is told under a secret address: the provider's visits from a month back to about a year ahead,
 * those that were cancelled or moved to somebody else within a month as cancelled. Null for an address that is unknown
 * or turned off. For the system's context: the address itself is the permission.
 */
export async function readCalendarFeed(ctx: Ctx, token: string): Promise<CalendarFeedContent | null> {
  const feed = await store(ctx).calendarFeed.findUnique({
    where: { token_hash: ctx.sealer.tokenHash(token) },
    include: { provider: { include: { clinic: true } } },
  })
  if (feed === null || feed.revoked_at !== null) return null
  const now = ctx.systemNow()
  if (feed.last_read_at === null || now - feed.last_read_at.getTime() >= TOUCH_EVERY_MS) {
    await store(ctx).calendarFeed.update({ where: { id: feed.id }, data: { last_read_at: new Date(now) } })
  }
  const shows = feed.shows as FeedShows
  const visits = await visitsOf(ctx, feed.provider_id)
  const left = await leftBy(ctx, feed.provider_id)
  const events = [
    ...visits.map((visit) => toEvent(shows, visit)),
    ...left.map((visit) => toLeftEvent(shows, visit)),
  ]
  return {
    feed_id: feed.id,
    provider: feed.provider.name,
    clinic: { name: feed.provider.clinic.name, time_zone: feed.provider.clinic.time_zone },
    changed_at: Math.max(feed.created_at.getTime(), ...events.map(({ changed_at }) => changed_at)),
    events,
  }
}
