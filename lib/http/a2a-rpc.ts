import { toJsonRpcError } from '@a2a-js/sdk/errors'
import { isSwitchboardError, type SwitchboardError } from '#lib/domain/errors.ts'
import { isProtocolError } from '#lib/protocols/a2a/errors.ts'
import { answerRpc, isLegacyStream, type RpcAnswer } from '#lib/protocols/a2a/json-rpc.ts'
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
import { HttpError } from './problem.ts'

/** JSON-RPC 2.0, 5.1: reserved for the server's own errors. */
const SERVER_ERROR = -32_000
const PARSE_ERROR = -32_700

const failure = (error: unknown, id: string | number | null = null): RpcAnswer => ({
  jsonrpc: '2.0',
  id,
  error: toJsonRpcError(error),
})

/** What HTTP has a status for: who asks, how often, and whether anything works. */
function refuse(request: Request, error: SwitchboardError, id: string | number | null = null): Response {
  const code = error.isUnreadable ? PARSE_ERROR : SERVER_ERROR
  const body = { jsonrpc: '2.0', id, error: { code, message: error.message, data: error.toBody() } }
  return Response.json(body, { status: error.status, headers: refusalHeaders(request, error) })
}

/** An answer of its own to a stream that cannot begin: 0.3 reads it from the stream, 1.0 as plain JSON. */
function beginFailed(answer: RpcAnswer, isStream: boolean): Response {
  if (!isStream) return Response.json(answer)
  return new Response(`data: ${JSON.stringify(answer)}\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  })
}

async function answerPeer(arrived: Arrived, note: (who: string) => void): Promise<Response> {
  const { app, request, ending } = arrived
  const ctx = await authenticatePeer(arrived)
  note(ctx.actor.principal)
  checkMediaType(request.headers.get('content-type'))
  const text = await readText(request, MAX_A2A_BODY_BYTES)
  const call = toPeerCall(arrived, ctx, wireVersionOf(request))
  const { method, answer } = await answerRpc(call, text)
  if (!(Symbol.asyncIterator in answer)) {
    const { byStatus } = call.trouble
    if (byStatus) return refuse(request, byStatus, answer.id)
    return beginFailed(answer, isLegacyStream(method))
  }
  const id = idIn(text)
  try {
    return await a2aStream(answer, { app, ctx, ending, onError: (error) => failure(error, id) })
  } catch (error) {
    const refused = call.trouble.byStatus ?? (isSwitchboardError(error) ? error : null)
    return refused ? refuse(request, refused, id) : beginFailed(failure(error, id), isLegacyStream(method))
  }
}

const idIn = (text: string): string | number | null =>
  (JSON.parse(text) as { id?: string | number }).id ?? null

/** POST /api/a2a: JSON-RPC, of A2A 1.0 or 0.3 as `A2A-Version` says. */
export const a2aRpc = (request: Request): Promise<Response> =>
  respondToPeer(request, async (arrived, note) => {
    try {
      return await answerPeer(arrived, note)
    } catch (error) {
      if (isProtocolError(error)) return Response.json(failure(error))
      if (error instanceof HttpError || (error as Error)?.name === 'HttpError') {
        const { status, message } = error as HttpError
        const body = { jsonrpc: '2.0', id: null, error: { code: SERVER_ERROR, message } }
        return Response.json(body, { status })
      }
      return refuse(request, closedError(error, arrived.requestId))
    }
  })
