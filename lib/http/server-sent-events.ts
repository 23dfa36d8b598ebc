import type { App } from '#lib/compose.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { errorFields, logger } from '#lib/logger.ts'

/** A word every so often, so that proxies keep the connection and the reader notices a dead one. */
export const HEARTBEAT_MS = 15_000
/** How long the reader waits before it connects again. */
const RETRY_MS = 2_000
/** Events that one slow reader may be behind; past it the stream ends, and the reader starts over with a full look. */
const MAX_WAITING_EVENTS = 1_000

const encoder = new TextEncoder()

/** What one kind of stream says, and until when. */
export interface EventSource {
  /** What the reader is told of an event, to be sent as JSON; null for nothing. */
  read(event: LiveEvent): unknown
  /** Asked with every heartbeat: false ends the stream. */
  isAllowed(): Promise<boolean>
  /** What the reader is told at the start, after it has begun to listen; null for nothing. */
  greet?(): Promise<unknown>
  onClose?(): void
}

/**
 * Server-sent events (WHATWG HTML, 9.2): one JSON value per message, and no data of patients. After a gap on the server's
 * own connection the stream ends, so that the reader connects again and looks at everything.
 */
export function serverSentEvents(app: App, ctx: Ctx, signal: AbortSignal, source: EventSource): Response {
  let close = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOpen = true
        const send = (text: string) => {
          if (!isOpen) return
          if ((controller.desiredSize ?? 0) <= 0) return close()
          controller.enqueue(encoder.encode(text))
        }
        const tell = (value: unknown) => {
          if (value !== null) send(`data: ${JSON.stringify(value)}\n\n`)
        }
        const beat = async () => {
          if (await source.isAllowed()) send('event: heartbeat\ndata: {}\n\n')
          else close()
        }
        /** A stream that cannot ask any more ends; the reader comes back and is judged anew. */
        const orClose = (work: Promise<void>) =>
          work.catch((error) => {
            logger.warn({ ...errorFields(error), requestId: ctx.requestId }, 'an event stream ends')
            close()
          })
        const timer = setInterval(() => void orClose(beat()), HEARTBEAT_MS)
        const unsubscribe = app.hub.subscribe({
          onEvent: (event) => tell(source.read(event)),
          onGap: () => close(),
        })
        close = () => {
          if (!isOpen) return
          isOpen = false
          clearInterval(timer)
          unsubscribe()
          signal.removeEventListener('abort', close)
          app.streams.delete(close)
          source.onClose?.()
          try {
            controller.close()
          } catch {
            // The reader has closed it already.
          }
        }
        app.streams.add(close)
        signal.addEventListener('abort', close)
        if (signal.aborted) return close()
        send(`retry: ${RETRY_MS}\nevent: heartbeat\ndata: {}\n\n`)
        if (source.greet) void orClose(source.greet().then(tell))
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
