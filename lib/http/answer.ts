import type { Ctx } from '#lib/core/context.ts'
import { nextPageLink } from './linked.ts'
import { REQUEST_ID_HEADER } from './problem.ts'

/** The domain clock, with every answer: the console counts down from it. */
export const SERVER_TIME_HEADER = 'x-server-time'

/** The cursor of an answer that is a page with more after it. */
function nextCursor(result: unknown): string | null {
  const cursor = (result as { next_cursor?: unknown } | null | undefined)?.next_cursor
  return typeof cursor === 'string' ? cursor : null
}

/** The ETag of an answer that has a version, for If-Match. */
function etagOf(result: unknown): string | null {
  const version = (result as { version?: unknown } | null | undefined)?.version
  return typeof version === 'number' ? `"${version}"` : null
}

function responseOf(result: unknown, status: number): Response {
  if (result instanceof Response) return result
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result, { status })
}

/** A result on the wire. A Response is passed on, `undefined` is 204; pages name the next one, versions are the ETag. */
export function answer(request: Request, result: unknown, status: number, ctx: Ctx): Response {
  const response = responseOf(result, status)
  const [cursor, etag] = [nextCursor(result), etagOf(result)]
  if (cursor !== null) response.headers.set('link', nextPageLink(request, cursor))
  if (etag !== null) response.headers.set('etag', etag)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, ctx.requestId)
  response.headers.set(SERVER_TIME_HEADER, new Date(ctx.now()).toISOString())
  return response
}
