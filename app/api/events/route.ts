import { eventStream } from '#lib/http/event-stream.ts'
import { route } from '#lib/http/route.ts'

/** Server-sent events: what changed, never what it changed to. */
export const GET = route(
  {
    doc: {
      summary: 'Hear what changed',
      description:
        'Server-sent events for open consoles: the type and id of what changed, never what it changed to.',
      scope: null,
      produces: 'text/event-stream',
    },
  },
  ({ app, ctx, request }) => eventStream(app, ctx, request.signal),
)
