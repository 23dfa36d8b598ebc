import { createHash } from 'node:crypto'
import { type App, app as theApp } from '#lib/compose.ts'
import { notFound } from '#lib/domain/errors.ts'
import { writeCalendar } from '#lib/protocols/icalendar/write.ts'
import { readCalendarFeed } from '#lib/services/calendar-feed/read.ts'
import { logRequest } from './log-request.ts'
import { problemFor, REQUEST_ID_HEADER } from './problem.ts'
import { setRateLimitHeaders } from './rate-limit-headers.ts'

/** What is logged: the address is a secret. */
const SHOWN_PATH = '/api/calendar/…'
const TOKEN = /^([\w-]{43})(\.ics)?$/

/** RFC 9110, 13.2.2: If-None-Match decides alone where both are sent. */
function isUnchanged(request: Request, etag: string, changedAt: Date): boolean {
  const tags = request.headers.get('if-none-match')
  if (tags !== null) return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(request.headers.get('if-modified-since') ?? '')
  return !Number.isNaN(since) && Math.floor(changedAt.getTime() / 1000) * 1000 <= since
}

async function serve(app: App, request: Request, name: string, requestId: string): Promise<Response> {
  const [, token] = TOKEN.exec(name) ?? []
  const content = token ? await readCalendarFeed(app.systemCtx(requestId), token) : null
  if (content === null) throw notFound('This calendar')
  const limit = await app.limits.feed.take(content.feed_id)
  const text = writeCalendar(content)
  const changedAt = new Date(content.changed_at)
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  const headers = { etag, 'last-modified': changedAt.toUTCString(), 'cache-control': 'private, no-cache' }
  const response = isUnchanged(request, etag, changedAt)
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } })
  setRateLimitHeaders(response.headers, limit)
  return response
}

/** GET /api/calendar/{token}.ics, for calendar programs: no cookie and no key, the address itself is the secret. */
export async function calendarRoute(
  request: Request,
  context: { params: Promise<{ token: string }> },
): Promise<Response> {
  const started = performance.now()
  const app = theApp()
  const { requestId } = app.systemCtx()
  let response: Response
  try {
    response = await serve(app, request, (await context.params).token, requestId)
  } catch (error) {
    response = problemFor(error, requestId, `GET ${SHOWN_PATH}`)
  }
  response.headers.set(REQUEST_ID_HEADER, requestId)
  const { status } = response
  logRequest({ request, shownPath: SHOWN_PATH, requestId, status, started, actor: 'calendar' })
  return response
}
