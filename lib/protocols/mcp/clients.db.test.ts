import { createMCPClient } from '@ai-sdk/mcp'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { mcpRoute } from '#lib/http/mcp-route.ts'
import { MCP_URL, mcpRequest, mcpSetting } from '#lib/test/mcp.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

const toRoute = (_url: unknown, init: RequestInit = {}) =>
  mcpRoute(mcpRequest({ ...init, headers: new Headers(init.headers) }))

const offer = {
  phone_number: '+12125550143',
  appointment_slots: [{ date: '2026-11-24', time: '10:00 AM', provider: 'Smith' }],
}

describe('the client of SDK 1', () => {
  async function connect() {
    const { headers, ...around } = await mcpSetting(database.db())
    const client = new Client({ name: 'test', version: '1' })
    const requestInit = { headers }
    await client.connect(new StreamableHTTPClientTransport(new URL(MCP_URL), { fetch: toRoute, requestInit }))
    return { ...around, client }
  }

  it('finds tools and resources, and holds every answer against its schema', async () => {
    const { client } = await connect()
    expect((await client.listTools()).tools.length).toBeGreaterThan(5)
    const sent = await client.callTool({ name: 'send_appointment_sms', arguments: offer })
    const { conversation_id } = sent.structuredContent as { conversation_id: string }
    const checked = await client.callTool({ name: 'check_sms_response', arguments: { conversation_id } })
    expect(checked.structuredContent).toMatchObject({ has_response: false, status: 'awaiting_response' })
    const { contents } = await client.readResource({
      uri: `conversation://${encodeURIComponent(conversation_id)}`,
    })
    expect(contents).toMatchObject([{ mimeType: 'application/json' }])
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(3)
    await client.close()
  })

  it('hears of what is wrong, and is not promised streams that it cannot have', async () => {
    const { client } = await connect()
    const wrong = await client.callTool({ name: 'find_slots', arguments: { provider: 'Nobody' } })
    expect(wrong).toMatchObject({ isError: true })
    expect(wrong).not.toHaveProperty('structuredContent')
    expect(client.getServerCapabilities()).toEqual({
      tools: { listChanged: false },
      resources: { subscribe: false, listChanged: false },
    })
    await expect(client.readResource({ uri: 'appointment://nobody' })).rejects.toMatchObject({ code: -32602 })
    await client.close()
  })
})

describe('the client of the AI SDK', () => {
  it('finds the tools, calls them and reads resources', async () => {
    const { headers } = await mcpSetting(database.db())
    const transport = { type: 'http', url: MCP_URL, headers, fetch: toRoute } as const
    const client = await createMCPClient({ transport })
    const tools = await client.tools()
    expect(Object.keys(tools)).toContain('send_appointment_sms')
    const options = { messages: [], toolCallId: 'call-1', context: undefined }
    const sent = (await tools.send_appointment_sms!.execute(offer, options)) as { structuredContent: object }
    expect(sent.structuredContent).toMatchObject({ status: 'awaiting_response', provider: 'mock' })
    const found = (await tools.find_slots!.execute({ days: 2 }, options)) as { structuredContent: object }
    expect(found.structuredContent).toHaveProperty('slots')
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(3)
    await client.close()
  })
})
