import {
  createCalendarFeedInput,
  createdCalendarFeedView,
  providerFeedInput,
  providerFeedView,
} from '#lib/domain/calendar-feed/schema.ts'
import { route } from '#lib/http/route.ts'
import { createCalendarFeed } from '#lib/services/calendar-feed/create.ts'
import { getCalendarFeed } from '#lib/services/calendar-feed/get.ts'
import { revokeCalendarFeed } from '#lib/services/calendar-feed/revoke.ts'

const path = { id: 'provider_id' }
const scope = 'settings:write'

export const GET = route(
  {
    input: providerFeedInput,
    path,
    doc: { summary: 'Read a calendar address', scope: 'conversations:read', output: providerFeedView },
  },
  ({ ctx, input }) => getCalendarFeed(ctx, input),
)

const made = 'The address is in this answer and nowhere else; the one before ends at once.'
export const POST = route(
  {
    input: createCalendarFeedInput,
    path,
    status: 201,
    doc: { summary: 'Make a calendar address', description: made, scope, output: createdCalendarFeedView },
  },
  ({ ctx, input }) => createCalendarFeed(ctx, input),
)

const ended = 'End a calendar address'
export const DELETE = route(
  { input: providerFeedInput, path, doc: { summary: ended, scope, output: providerFeedView } },
  ({ ctx, input }) => revokeCalendarFeed(ctx, input),
)
