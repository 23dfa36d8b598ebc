import {
  RequestMalformedError,
  restStatusFor,
  toRestErrorBody,
  VersionNotSupportedError,
} from '@a2a-js/sdk/errors'
import { isSwitchboardError, type SwitchboardError } from '#lib/domain/errors.ts'
import { A2A_PATH } from '#lib/protocols/a2a/card.ts'
import { isProtocolError } from '#lib/protocols/a2a/errors.ts'
import { answerRest, methodsOf } from '#lib/protocols/a2a/rest.ts'
import { checkMediaType, MAX_A2A_BODY_BYTES } from '#lib/protocols/a2a/validate.ts'
import { wireVersionOf } from '#lib/protocols/a2a/version.ts'
import {
  type Arrived,
  authenticatePeer,
  closedError,
  refusalHeaders,
  respondToPeer,
  toPeerCall,
} from './a2a-caller.ts'
import { a2aStream } from './a2a-stream.ts'
import { readText } from './body.ts'
import type { HttpError } from './problem.ts'

const A2A_JSON = 'application/a2a+json'

/** The names of google.rpc.Code for what HTTP says by itself (AIP-193). */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  409: 'FAILED_PRECONDITION',
  413: 'OUT_OF_RANGE',
  422: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
}

/** The media type that the caller speaks: the protocol's own where it is named, else plain JSON. */
function mediaTypeFor(request: Request): string {
  const said = `${request.headers.get('content-type') ?? ''} ${request.headers.get('accept') ?? ''}`
  return said.includes(A2A_JSON) ? A2A_JSON : 'application/json'
}

function json(request: Request, status: number, body: unknown, headers: Record<string, string> = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': mediaTypeFor(request), ...headers },
  })
}

const plainError = (status: number, message: string) => ({
  error: { code: status, status: STATUS_NAMES[status] ?? 'UNKNOWN', message, details: [] },
})

const refuse = (request: Request, error: SwitchboardError): Response =>
  json(request, error.status, plainError(error.status, error.message), refusalHeaders(request, error))

function answerError(request: Request, error: unknown, requestId: string): Response {
  if (isProtocolError(error)) {
    const status = restStatusFor(error)
    return json(request, status, toRestErrorBody(error, status))
  }
  if ((error as Error)?.name === 'HttpError') {
    const { status, message, headers } = error as HttpError
    return json(request, status, plainError(status, message), headers)
  }
  return refuse(request, closedError(error, requestId))
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (request.method === 'GET' || request.method === 'DELETE') return {}
  const text = await readText(request, MAX_A2A_BODY_BYTES)
  if (text.trim() === '') return {}
  checkMediaType(request.headers.get('content-type'))
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // The one sentence below is for both.
  }
  throw new RequestMalformedError('The request must be a JSON object.')
}

/** Below the endpoint; Next hands colons on as they came, or as `%3A`. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url)
  const path = pathname.slice(pathname.indexOf(A2A_PATH) + A2A_PATH.length).replaceAll(/%3A/gi, ':')
  return path.length > 1 ? path.replace(/\/$/, '') : path
}

async function answerPeer(arrived: Arrived, note: (who: string) => void): Promise<Response> {
  const { app, request, ending } = arrived
  const path = pathOf(request)
  const methods = methodsOf(path)
  if (methods.length === 0) return json(request, 404, plainError(404, 'There is no such address.'))
  if (!methods.includes(request.method))
    return json(request, 405, plainError(405, `Use ${methods.join(' or ')}.`), { allow: methods.join(', ') })
  const ctx = await authenticatePeer(arrived)
  note(ctx.actor.principal)
  const wireVersion = wireVersionOf(request)
  if (wireVersion !== '1.0')
    throw new VersionNotSupportedError(
      'HTTP+JSON is spoken here as of 1.0. Send the header A2A-Version: 1.0.',
    )
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const call = toPeerCall(arrived, ctx, wireVersion)
  try {
    const body = await readBody(request)
    const answer = await answerRest(call, { method: request.method, path, query, body })
    if (!('stream' in answer)) return json(request, answer.status, answer.body)
    const onError = (error: unknown) => toRestErrorBody(error, restStatusFor(error))
    return await a2aStream(answer.stream, { app, ctx, ending, onError })
  } catch (error) {
    const refused = call.trouble.byStatus ?? (isSwitchboardError(error) ? error : null)
    if (refused) return refuse(request, refused)
    throw error
  }
}

/** Everything below /api/a2a: the HTTP+JSON binding of A2A 1.0. */
export const a2aRest = (request: Request): Promise<Response> =>
  respondToPeer(request, async (arrived, note) => {
    try {
      return await answerPeer(arrived, note)
    } catch (error) {
      return answerError(request, error, arrived.requestId)
    }
  })
