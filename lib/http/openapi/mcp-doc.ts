import { z } from 'zod'
import type { OperationSource } from './doc.ts'

const rpc = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    method: z.string(),
    id: z.union([z.string(), z.number()]).optional(),
  })
  .describe('A JSON-RPC 2.0 message as the Model Context Protocol has it.')
const answer = z.looseObject({ jsonrpc: z.literal('2.0') }).describe('The answer, or an error with a code.')
const error = z.looseObject({ jsonrpc: z.literal('2.0'), error: z.looseObject({ message: z.string() }) })

/** The one address of the Model Context Protocol. */
export const MCP: OperationSource = {
  auth: 'bearer',
  hasOwnRefusals: true,
  doc: {
    summary: 'Speak the Model Context Protocol',
    description:
      'Stateless Streamable HTTP for every revision of the protocol. The tools that a key sees are those its scopes allow; tools/list names them with their input and output schemas.',
    scope: null,
    consumes: { type: 'application/json', schema: rpc },
    output: answer,
    answers: {
      202: { description: 'A notification was taken.' },
      400: { description: 'No message of the protocol.', schema: error },
      401: { description: 'No key, or one that is over.', schema: error },
      403: { description: 'Called from a page or under a name that is not ours.', schema: error },
      406: { description: 'Accept names neither JSON nor an event stream.', schema: error },
      413: { description: 'The message is too large.', schema: error },
      415: { description: 'The message is not JSON.', schema: error },
      429: { description: 'Too many requests; Retry-After says when to come back.', schema: error },
      503: { description: 'The database is down.', schema: error },
    },
  },
}

/** GET /.well-known/oauth-protected-resource */
export const MCP_METADATA: OperationSource = {
  at: '/.well-known/oauth-protected-resource',
  auth: 'none',
  hasOwnRefusals: true,
  doc: {
    summary: 'Find out who issues tokens for MCP',
    description: 'RFC 9728. For everybody.',
    output: z.looseObject({ resource: z.string() }),
  },
}
