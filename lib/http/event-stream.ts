import type { App } from '#lib/compose.ts'
import type { Actor, Ctx } from '#lib/core/context.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { checkSession } from '#lib/services/session/check.ts'

/** A word every so often, so that proxies keep the connection and the browser notices a dead one. */
export const HEARTBEAT_MS = 15_000
/** How long the browser waits before it connects again. */
const RETRY_MS = 2_000
/** Events that one slow reader may be behind; past it the stream ends, and the reader starts over with a full look. */
const MAX_WAITING_EVENTS = 1_000

const encoder = new TextEncoder()

/** True when the event concerns the actor: of their clinics, or of none in particular. */
export function concerns(actor: Actor, event: LiveEvent): boolean {
  return actor.clinicIds === 'all' || event.clinic_id === null || actor.clinicIds.includes(event.clinic_id)
}

/** The actor as of now, or null when the session is over. A key was checked at the start and stays for one connection. */
async function currentActor(ctx: Ctx): Promise<Actor | null> {
  if (ctx.actor.sessionId === undefined) return ctx.actor
  return checkSession(ctx, ctx.actor.sessionId, { isActivity: false })
}

/**
 * What changed, as server-sent events (WHATWG HTML, 9.2): one JSON event per message, filtered by the actor's clinics, and
 * no data. After a gap on the server's own connection the stream ends, so that the browser connects again and looks at
 * everything. The session is checked with every heartbeat; the stream ends when it is over.
 */
export function eventStream(app: App, ctx: Ctx, signal: AbortSignal): Response {
  let actor = ctx.actor
  let close = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) <= 0) return close()
          controller.enqueue(encoder.encode(text))
        }
        const beat = async () => {
          const current = await currentActor(ctx)
          if (current === null) return close()
          actor = current
          send('event: heartbeat\ndata: {}\n\n')
        }
        const timer = setInterval(() => {
          beat().catch((error) => {
            logger.warn(
              { ...errorFields(error), requestId: ctx.requestId },
              'an event stream ends: no heartbeat',
            )
            close()
          })
        }, HEARTBEAT_MS)
        const unsubscribe = app.hub.subscribe({
          onEvent: (event) => {
            if (concerns(actor, event)) send(`data: ${JSON.stringify(event)}\n\n`)
          },
          onGap: () => close(),
        })
        let isOpen = true
        close = () => {
          if (!isOpen) return
          isOpen = false
          clearInterval(timer)
          unsubscribe()
          signal.removeEventListener('abort', close)
          app.streams.delete(close)
          try {
            controller.close()
          } catch {
            // The reader has closed it already.
          }
        }
        app.streams.add(close)
        signal.addEventListener('abort', close)
        if (signal.aborted) close()
        else send(`retry: ${RETRY_MS}\nevent: heartbeat\ndata: {}\n\n`)
      },
      cancel: () => close(),
    },
    { highWaterMark: MAX_WAITING_EVENTS },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Next's gzip keeps small chunks back until its buffer is full; no-transform switches it off here.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
