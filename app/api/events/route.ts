import { eventStream } from '#lib/http/event-stream.ts'
import { route } from '#lib/http/route.ts'

/** Server-sent events: what changed, never what it changed to. */
export const GET = route({}, ({ app, ctx, request }) => eventStream(app, ctx, request.signal))
