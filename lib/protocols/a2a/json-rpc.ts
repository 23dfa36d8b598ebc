import { LegacyJsonRpcTransportHandler } from '@a2a-js/sdk/compat/v0_3/server'
import { toJsonRpcError } from '@a2a-js/sdk/errors'
import { JsonRpcTransportHandler, ServerCallContext } from '@a2a-js/sdk/server'
import type { PeerCall } from './handler/call.ts'
import { requestHandler } from './handler/request-handler.ts'
import { checkParams } from './validate.ts'
import type { WireVersion } from './version.ts'

const PARSE_ERROR = -32_700
const INVALID_REQUEST = -32_600
const METHOD_NOT_FOUND = -32_601

export interface RpcAnswer {
  jsonrpc: string
  id: string | number | null
  result?: unknown
  error?: unknown
}
type RpcStream = AsyncGenerator<RpcAnswer, void, undefined>

interface Envelope {
  jsonrpc?: unknown
  id?: unknown
  method?: unknown
  params?: unknown
}

const idOf = (envelope: Envelope): string | number | null =>
  typeof envelope.id === 'string' || Number.isInteger(envelope.id) ? (envelope.id as string | number) : null

const failed = (id: string | number | null, code: number, message: string): RpcAnswer => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
})

/** JSON-RPC 2.0, section 4. A batch is none of the protocol's. */
function isEnvelope(value: unknown): value is Envelope & { method: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { jsonrpc, id, method } = value as Envelope
  const isId = id === undefined || id === null || typeof id === 'string' || Number.isInteger(id)
  return jsonrpc === '2.0' && isId && typeof method === 'string' && method !== ''
}

/** A method of 1.0 that arrives as 0.3: a gateway in between has dropped the header. */
const isFromNewer = (method: string, wireVersion: WireVersion): boolean =>
  wireVersion === '0.3' && /^[A-Z][A-Za-z]+$/.test(method)

/** 0.3 answers a stream as a stream even where there is nothing to stream. */
export const isLegacyStream = (method: unknown): boolean => method === 'tasks/resubscribe'

function parse(text: string): { envelope: Envelope & { method: string } } | { answer: RpcAnswer } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { answer: failed(null, PARSE_ERROR, 'The request is not valid JSON.') }
  }
  if (isEnvelope(value)) return { envelope: value }
  const id = idOf((value ?? {}) as Envelope)
  return { answer: failed(id, INVALID_REQUEST, 'The request is no JSON-RPC 2.0 request.') }
}

/** One JSON-RPC request of a verified peer, in the version that it speaks. Streams come as generators of answers. */
export async function answerRpc(
  call: PeerCall,
  text: string,
): Promise<{ method: string | null; answer: RpcAnswer | RpcStream }> {
  const parsed = parse(text)
  if ('answer' in parsed) return { method: null, answer: parsed.answer }
  const { envelope } = parsed
  const { method } = envelope
  if (isFromNewer(method, call.wireVersion)) {
    const hint = `${method} is a method of A2A 1.0. Send the header A2A-Version: 1.0; without it a request is read as 0.3.`
    return { method, answer: failed(idOf(envelope), METHOD_NOT_FOUND, hint) }
  }
  try {
    checkParams(method, envelope.params)
  } catch (error) {
    return { method, answer: { jsonrpc: '2.0', id: idOf(envelope), error: toJsonRpcError(error) } }
  }
  const context = new ServerCallContext({ requestedVersion: call.wireVersion })
  const Transport = call.wireVersion === '1.0' ? JsonRpcTransportHandler : LegacyJsonRpcTransportHandler
  const transport = new Transport(requestHandler(call))
  const answer = await transport.handle({ ...envelope }, context)
  return { method, answer: answer as RpcAnswer | RpcStream }
}
