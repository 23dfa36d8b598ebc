import type { McpCaller } from './caller.ts'

/** What a conformance kit wants of a server, whatever the server is for. */
export interface McpFixtures {
  /** Serves the kit's tools in place of the product's. */
  serve(request: Request, caller: McpCaller): Promise<Response>
}
