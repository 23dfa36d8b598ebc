import type { App } from '#lib/compose.ts'
import type { Ctx } from '#lib/core/context.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { isKeyValid } from '#lib/services/api-key/is-valid.ts'
import { ownerOf } from '#lib/services/peer-task/owner.ts'

/** A word every so often, so that proxies keep the connection and a dead one is noticed. */
export const A2A_KEEP_ALIVE_MS = 15_000
/** Open streams of one peer in one process. */
export const MAX_A2A_STREAMS = 20
const RETRY_SECONDS = 15

const openByApp = new WeakMap<App, Map<string, number>>()
const encoder = new TextEncoder()

/** Counts one stream of a peer; the answer gives it back, once. Throws `rate_limited` when too many are open. */
function takePlace(app: App, owner: string): () => void {
  const open = openByApp.get(app) ?? new Map<string, number>()
  openByApp.set(app, open)
  const count = open.get(owner) ?? 0
  if (count >= MAX_A2A_STREAMS) {
    throw new SwitchboardError(
      'rate_limited',
      `You have ${MAX_A2A_STREAMS} streams open already. Close one, or use push notifications.`,
      { retryAfterSeconds: RETRY_SECONDS },
    )
  }
  open.set(owner, count + 1)
  let isTaken = true
  return () => {
    if (!isTaken) return
    isTaken = false
    const left = (open.get(owner) ?? 1) - 1
    if (left === 0) open.delete(owner)
    else open.set(owner, left)
  }
}

interface Streaming {
  app: App
  ctx: Ctx
  /** Ends what the generator waits for. */
  ending: AbortController
  /** Written when the generator fails after it has begun. */
  onError(error: unknown): unknown
}

const format = (value: unknown) => encoder.encode(`data: ${JSON.stringify(value)}\n\n`)

/** Writes one value after the other, keeps the connection alive, and asks now and then whether the key still is one. */
function bodyOf(
  first: unknown,
  source: AsyncGenerator<unknown, void, undefined>,
  { app, ctx, ending, onError }: Streaming,
  leave: () => void,
): ReadableStream<Uint8Array> {
  let timer: NodeJS.Timeout | undefined
  const close = () => {
    clearInterval(timer)
    leave()
    app.streams.delete(close)
    ending.abort()
  }
  app.streams.add(close)
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(format(first))
      timer = setInterval(async () => {
        try {
          if (!(await isKeyValid(ctx, ctx.actor))) return close()
          controller.enqueue(encoder.encode(': keep-alive\n\n'))
        } catch (error) {
          logger.warn({ ...errorFields(error), requestId: ctx.requestId }, 'an a2a stream ends')
          close()
        }
      }, A2A_KEEP_ALIVE_MS)
    },
    async pull(controller) {
      try {
        const { done, value } = await source.next()
        if (!done) return controller.enqueue(format(value))
      } catch (error) {
        controller.enqueue(format(onError(error)))
      }
      close()
      controller.close()
    },
    async cancel() {
      close()
      await source.return()
    },
  })
}

/**
 * Server-sent events of a generator. Its first value is waited for before anything is answered, so that whatever is wrong
 * with the request is an ordinary error: throws what the generator throws first, and `rate_limited`.
 */
export async function a2aStream(
  source: AsyncGenerator<unknown, void, undefined>,
  streaming: Streaming,
): Promise<Response> {
  const leave = takePlace(streaming.app, ownerOf(streaming.ctx.actor))
  try {
    const first = await source.next()
    const body = first.done ? null : bodyOf(first.value, source, streaming, leave)
    if (body === null) leave()
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    })
  } catch (error) {
    leave()
    throw error
  }
}
