import { afterAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { PERMISSIONS } from '#lib/domain/permissions.ts'
import { mcpMethodNotAllowed, mcpPreflight, mcpRoute } from '#lib/http/mcp-route.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { callTool, connectMcp, ERAS, mcpRequest, mcpSetting, workBeside } from '#lib/test/mcp.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'

const database = openTestDatabase()
const READING = [
  'check_sms_response',
  'get_conversation_state',
  'find_slots',
  'list_conversations',
  'list_appointments',
  'list_providers',
]
const AGENT_TOOLS = [
  'send_appointment_sms',
  'check_sms_response',
  'simulate_user_sms_response',
  ...READING.slice(1),
]
const EVERYTHING = [
  ...AGENT_TOOLS,
  'book_appointment',
  'reschedule_appointment',
  'cancel_appointment',
  'set_time_off',
  'get_agent_message',
  'list_dead_letters',
]
afterAll(() => setAppForTests(null))

const setting = (options: Parameters<typeof mcpSetting>[1] = {}) => mcpSetting(database.db(), options)

const slots = [
  { slot_number: 1, date: '2026-11-24', time: '10:00 AM', provider: 'Smith', cost_estimate: '$150' },
  { slot_number: 2, date: '2026-11-24', time: '2:00 PM', provider: 'Dr. Johnson' },
]
const PING = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }

function post(headers: Record<string, string>, body: unknown = PING) {
  const all = new Headers({
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...headers,
  })
  return mcpRoute(mcpRequest({ method: 'POST', headers: all, body: JSON.stringify(body) }))
}

describe.each(ERAS)('a client of the era %j', (mode) => {
  it('lists the tools of its key, in one order, with flat schemas and hints', async () => {
    const { headers } = await setting()
    const client = await connectMcp(headers, mode)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(AGENT_TOOLS)
    for (const tool of tools) {
      expect(tool.inputSchema.type).toBe('object')
      expect(tool.outputSchema?.type).toBe('object')
      expect(Object.keys(tool.inputSchema)).not.toEqual(expect.arrayContaining(['anyOf', 'oneOf', 'allOf']))
      expect(tool.description?.length).toBeGreaterThan(40)
      expect(tool.annotations).toHaveProperty('readOnlyHint')
    }
    expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).toEqual([
      'phone_number',
      'appointment_slots',
      'cost_estimate',
      'conversation_id',
      'clinic',
      'idempotency_key',
    ])
    await client.close()
  })

  it('sends slots, simulates "2", and sees the booking', async () => {
    const { ctx, headers } = await setting()
    const stop = workBeside(ctx)
    const client = await connectMcp(headers, mode)
    const conversation_id = `conv_${ctx.newId()}`
    const sent = await callTool(client, 'send_appointment_sms', {
      phone_number: '+11234567890',
      appointment_slots: slots,
      cost_estimate: '$150',
      conversation_id,
    })
    expect(sent.structured).toEqual(sent.value)
    expect(sent.blocks).toBe(1)
    expect(sent.value).toMatchObject({ conversation_id, status: 'awaiting_response', provider: 'mock' })
    const checked = await callTool(client, 'check_sms_response', { conversation_id })
    expect(checked.value).toMatchObject({ has_response: false, response: null, next_step: 'wait', round: 1 })
    const answered = await callTool(client, 'simulate_user_sms_response', { conversation_id, response: '2' })
    expect(answered.value).toMatchObject({ has_response: true, response: '2', declined: false })
    // The tool waits a little for the agents; on a busy machine they take longer than that.
    const booked = await waitFor('the booking', async () => {
      const { value } = await callTool(client, 'check_sms_response', { conversation_id })
      return value.status === 'confirmed' ? value : null
    })
    expect(booked).toMatchObject({
      has_response: true,
      response: '2',
      declined: false,
      needs_staff: false,
      next_step: 'none',
      selected_slot: { slot_number: 2, date: '2026-11-24', time: '2:00 PM', provider: 'Dr. Ben Johnson' },
    })
    const state = await callTool(client, 'get_conversation_state', { conversation_id })
    expect(state.value.appointment_id).toEqual(expect.any(String))
    expect(state.structured).toEqual(state.value)
    await client.close()
    await stop()
  })

  it('gets errors it can act on, and no structured content with them', async () => {
    const { headers } = await setting()
    const client = await connectMcp(headers, mode)
    const answer = await callTool(client, 'check_sms_response', { conversation_id: 'nobody' })
    expect(answer).toMatchObject({ isError: true, blocks: 1, structured: undefined })
    expect(answer.value).toEqual({
      error: { code: 'not_found', message: 'The conversation nobody was not found.' },
    })
    const wrong = await callTool(client, 'send_appointment_sms', { phone_number: 5 })
    expect(wrong.isError).toBe(true)
    expect(wrong.value.error).toMatchObject({ code: 'invalid_input', field: 'phone_number' })
    await expect(client.callTool({ name: 'drop_tables', arguments: {} })).rejects.toMatchObject({
      code: -32602,
    })
    await client.close()
  })

  it.each([
    ['a key that only reads', ['conversations:read'], READING],
    ['a key with every scope', [...PERMISSIONS], EVERYTHING],
    ['a key for messages', ['messages:read'], ['get_agent_message', 'list_dead_letters']],
  ])('sees what it may use, and nothing else: %s', async (_name, scopes, names) => {
    const { headers } = await setting({ scopes })
    const client = await connectMcp(headers, mode)
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names)
    await client.close()
  })

  it('does not see what this installation has no use for', async () => {
    const { ctx, headers } = await setting({ scopes: [...PERMISSIONS] })
    serveTestApp({ ...ctx, config: { ...ctx.config, isMockGateway: false, isAgentMessagingEnabled: false } })
    const client = await connectMcp(headers, mode)
    const names = (await client.listTools()).tools.map(({ name }) => name)
    const useless = ['simulate_user_sms_response', 'get_agent_message', 'list_dead_letters']
    expect(names).toEqual(EVERYTHING.filter((name) => !useless.includes(name)))
    await client.close()
  })

  it('is told which scope its key lacks, as HTTP 403, and that is written down', async () => {
    const { ctx, headers } = await setting({ scopes: ['conversations:read'] })
    const before = await ctx.db.auditEvent.count({ where: { is_denied: true } })
    const client = await connectMcp(headers, mode)
    const call = client.callTool({
      name: 'send_appointment_sms',
      arguments: { phone_number: '+12125550100', appointment_slots: slots },
    })
    await expect(call).rejects.toThrow(/offers:send|403|scope/i)
    const denials = await ctx.db.auditEvent.findMany({
      where: { is_denied: true },
      orderBy: { sequence: 'asc' },
    })
    expect(denials.slice(before)[0]?.action).toBe('tool.send_appointment_sms')
    await client.close()
  })

  it('is refused without a good key', async () => {
    await setting()
    await expect(connectMcp({}, mode)).rejects.toThrow()
    await expect(connectMcp({ authorization: 'Bearer sbk_wrong' }, mode)).rejects.toThrow()
  })
})

describe('the endpoint', () => {
  it('challenges for a key: plainly when none came, with invalid_token when a wrong one did', async () => {
    await setting()
    const [none, wrong] = [await post({}), await post({ authorization: 'Bearer sbk_wrong' })]
    expect([none.status, wrong.status]).toEqual([401, 401])
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="Switchboard"')
    expect(wrong.headers.get('www-authenticate')).toMatch(/error="invalid_token"/)
    expect(await wrong.json()).toMatchObject({
      jsonrpc: '2.0',
      id: null,
      error: { data: { code: 'unauthenticated' } },
    })
  })

  it('does not read a key from the query, nor a session cookie', async () => {
    const { headers } = await setting()
    const key = headers.authorization.slice('Bearer '.length)
    const url = `http://localhost:10003/api/mcp?access_token=${key}`
    const request = new Request(url, { method: 'POST', headers: { host: 'localhost' }, body: '{}' })
    expect((await mcpRoute(request)).status).toBe(401)
  })

  it('limits a key, with Retry-After', async () => {
    const { headers } = await setting({ apiRatePerMinute: 2 })
    expect((await post(headers)).status).toBe(200)
    expect((await post(headers)).status).toBe(200)
    const limited = await post(headers)
    expect(limited.status).toBe(429)
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await limited.json()).toMatchObject({ error: { data: { code: 'rate_limited' } } })
  })

  const callOf = (id: number, name: string, args: object) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name, arguments: args },
  })

  it('counts every call of a tool in a batch of an old client, and the model is told how long to wait', async () => {
    const { headers } = await setting({ apiRatePerMinute: 3 })
    const batch = [1, 2, 3, 4, 5].map((id) => callOf(id, 'list_providers', {}))
    const response = await post({ ...headers, accept: 'application/json' }, batch)
    const answers = (await response.json()) as {
      result: { isError?: boolean; content: { text: string }[] }
    }[]
    const limited = answers.filter(({ result }) => result.isError)
    expect([answers.length, limited.length]).toEqual([5, 2])
    expect(JSON.parse(limited[0]!.result.content[0]!.text)).toMatchObject({
      error: { code: 'rate_limited', retry_after_seconds: expect.any(Number) },
    })
  })

  it('counts calls that change something by a limit of their own', async () => {
    const { headers } = await setting({ apiRatePerMinute: 20 })
    const args = { conversation_id: 'nobody', response: '1' }
    const batch = [1, 2, 3].map((id) => callOf(id, 'simulate_user_sms_response', args))
    const response = await post({ ...headers, accept: 'application/json' }, batch)
    const texts = ((await response.json()) as { result: { content: { text: string }[] } }[]).map(
      ({ result }) => JSON.parse(result.content[0]!.text).error.code,
    )
    expect(texts).toEqual(['not_found', 'not_found', 'rate_limited'])
  })

  it.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the opaque origin', { origin: 'null' }],
  ])('refuses %s before it looks at the key', async (_name, header) => {
    const { headers } = await setting()
    expect((await post({ ...headers, ...header })).status).toBe(403)
  })

  it.each([
    ['localhost', null, 'localhost:10003'],
    ['an address of this machine', null, '192.168.1.20:10003'],
    ['the public host', 'https://clinic.example', 'clinic.example'],
    ['the public host, plain', 'http://clinic.internal:8080', 'clinic.internal:8080'],
  ])('is reached by %s', async (_name, publicBaseUrl, host) => {
    const { headers } = await setting(publicBaseUrl ? { publicBaseUrl } : {})
    expect((await post({ ...headers, host })).status).toBe(200)
  })

  it.each(['localhost:10003', '192.168.1.20', 'other.example'])(
    'is not reached by %s once it is public over https',
    async (host) => {
      const { headers } = await setting({ publicBaseUrl: 'https://clinic.example' })
      expect((await post({ ...headers, host })).status).toBe(403)
    },
  )

  it.each(['application/json', '*/*', 'text/event-stream', ''])(
    'answers a client of 2025 that accepts %j',
    async (accept) => {
      const { headers } = await setting()
      const response = await post({ ...headers, accept })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^application\/json/)
      expect((await response.json()).result.tools).toHaveLength(AGENT_TOOLS.length)
    },
  )

  it('answers preflights of its own origins without a key, and GET and DELETE with 405', async () => {
    await setting()
    const ask = (origin: string) =>
      mcpPreflight(mcpRequest({ method: 'OPTIONS', headers: new Headers({ origin, host: 'localhost' }) }))
    const allowed = ask('http://localhost:6274')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:6274')
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/mcp-protocol-version/)
    expect(ask('https://evil.example').status).toBe(403)
    const get = mcpMethodNotAllowed(mcpRequest({ headers: new Headers() }))
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  it.each([
    ['is no JSON', '{', 400],
    ['is not called JSON', JSON.stringify(PING), 415],
    ['is too long', JSON.stringify({ ...PING, params: { x: 'a'.repeat(70_000) } }), 413],
  ])('refuses a body that %s', async (name, body, status) => {
    const { headers } = await setting()
    const all = new Headers({
      ...headers,
      accept: 'application/json, text/event-stream',
      'content-type': name === 'is not called JSON' ? 'text/plain' : 'application/json',
    })
    expect((await mcpRoute(mcpRequest({ method: 'POST', headers: all, body }))).status).toBe(status)
  })

  it('leaks nothing of what went wrong inside', async () => {
    const { ctx, app, headers } = await setting()
    const broken = new Proxy(ctx.db, {
      get: (target, name, self) => {
        if (name === 'clinic') throw new Error('postgres://user:pw@db patient +12125550142')
        return Reflect.get(target, name, self)
      },
    })
    const original = app.ctxFor
    app.ctxFor = (actor, requestId) => ({ ...original(actor, requestId), db: broken })
    const client = await connectMcp(headers)
    const answer = await callTool(client, 'check_sms_response', { conversation_id: 'x' })
    expect(answer.isError).toBe(true)
    expect(JSON.stringify(answer)).not.toMatch(/postgres|555/)
    expect(answer.value.error).toMatchObject({ code: 'unexpected' })
    await client.close()
  })
})
