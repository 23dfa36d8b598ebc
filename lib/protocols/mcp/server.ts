import { type McpRequestContext, McpServer } from '@modelcontextprotocol/server'
import type { McpCaller } from './caller.ts'
import { registerResources } from './resources.ts'
import { registerTools } from './tools.ts'

const INSTRUCTIONS =
  'Switchboard texts patients appointment slots and books what they choose. Find times with find_slots, send them with ' +
  'send_appointment_sms, then ask check_sms_response from time to time: answers take hours or days. Errors name the field ' +
  'that is wrong. Give an idempotency_key with everything that sends or books, and the same one when you ask again.'

/** Only the revision of 2026-07-28 has a way to hear of changes without a session. */
const capabilitiesFor = (era: McpRequestContext['era']) => ({
  tools: { listChanged: false },
  resources: { subscribe: era === 'modern', listChanged: false },
})

/** An MCP server for one request of one caller. Servers are never shared: what they hold is the caller's. */
export function buildMcpServer(caller: McpCaller, era: McpRequestContext['era']): McpServer {
  const server = new McpServer(
    { name: 'switchboard', title: 'Switchboard', version: caller.ctx.config.version },
    { capabilities: capabilitiesFor(era), instructions: INSTRUCTIONS },
  )
  registerTools(server, caller)
  registerResources(server, caller)
  return server
}
