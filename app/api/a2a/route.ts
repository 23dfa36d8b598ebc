import { a2aRpc } from '#lib/http/a2a-rpc.ts'

/** The Agent2Agent protocol over JSON-RPC, versions 1.0 and 0.3, with an API key. */
export { a2aRpc as POST }
