import { a2aRpc } from '#lib/http/a2a-rpc.ts'
import { A2A_RPC } from '#lib/http/openapi/a2a-doc.ts'
import { documented } from '#lib/http/openapi/doc.ts'

/** The Agent2Agent protocol over JSON-RPC, versions 1.0 and 0.3, with an API key. */
export const POST = documented(a2aRpc, A2A_RPC)
