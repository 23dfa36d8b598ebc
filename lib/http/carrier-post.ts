import { type App, app as theApp } from '#lib/compose.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import type { WebhookChannel, WebhookFault } from '#lib/domain/messaging/webhook.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { noteBadPosts, noteGoodPost } from '#lib/services/webhook/note.ts'
import { logRequest } from './log-request.ts'
import { problemFor, REQUEST_ID_HEADER } from './problem.ts'
import { testAnswers } from './take-test.ts'
import { faultOf, ProofError } from './webhook-fault.ts'

/** Rows about health are written at most this often for one channel and reason, whoever knocks how hard. */
const NOTE_EVERY_MS = 1_000

interface Noted {
  at: number
  /** Faults since then that are not written yet. */
  count: number
}
const noted = new WeakMap<App, Map<string, Noted>>()

/** How many to write down now; 0 while the last note is young. `isGood` asks for what a fault has to forget. */
function takeTurn(app: App, key: string, now: number): number {
  const all = noted.get(app) ?? new Map<string, Noted>()
  noted.set(app, all)
  const last = all.get(key)
  if (last && now - last.at < NOTE_EVERY_MS) {
    last.count += 1
    return 0
  }
  all.set(key, { at: now, count: 0 })
  return 1 + (last?.count ?? 0)
}

/** How a channel is doing is worth a note and never worth a failed delivery. */
async function quietly(note: () => Promise<void>): Promise<void> {
  try {
    await note()
  } catch (error) {
    logger.warn(errorFields(error), 'the health of a webhook could not be written down')
  }
}

async function noteGood(app: App, channel: WebhookChannel): Promise<void> {
  const ctx = app.systemCtx()
  if (takeTurn(app, channel, ctx.systemNow()) > 0) await quietly(() => noteGoodPost(ctx, channel))
}

async function noteFault(app: App, channel: WebhookChannel, fault: WebhookFault): Promise<void> {
  const ctx = app.systemCtx()
  noted.get(app)?.delete(channel)
  const count = takeTurn(app, `${channel} ${fault}`, ctx.systemNow())
  if (count > 0) await quietly(() => noteBadPosts(ctx, { channel, fault, count }))
}

const shown = (error: unknown): unknown => (error instanceof ProofError ? error.toSwitchboardError() : error)

/**
 * One post of a carrier, from whom `channel` says it is (null: from nobody that is known): handled, its answer or a problem,
 * a line in the log, and a note of how the channel is doing. What cannot be stored is answered with an error, so that the
 * carrier delivers it again.
 */
export async function carrierPost(
  request: Request,
  channel: WebhookChannel | null,
  handle: (app: App) => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const app = theApp()
  const { requestId } = app.systemCtx()
  const where = `POST ${new URL(request.url).pathname}`
  let response: Response
  try {
    response = await handle(app)
    if (channel !== null && !testAnswers.has(response)) await noteGood(app, channel)
  } catch (error) {
    response = problemFor(shown(error), requestId, where)
    // A database that is away cannot be told; the carrier's list is read again when it is back.
    if (channel !== null && !isSwitchboardError(error, 'unavailable')) {
      await noteFault(app, channel, faultOf(error))
    }
  }
  response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, requestId)
  logRequest({ request, requestId, status: response.status, started, actor: channel ?? 'unknown sender' })
  return response
}
