import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { GET as card } from '#app/.well-known/agent-card.json/route.ts'
import { DELETE, GET, POST } from '#app/api/a2a/[...path]/route.ts'
import { POST as rpc } from '#app/api/a2a/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { revokeApiKey } from '#lib/services/api-key/revoke.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { keyHeaders, makeRequest, serveTestApp, type TestApp } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { A2A_KEEP_ALIVE_MS, MAX_A2A_STREAMS } from './a2a-stream.ts'

const restRoutes = { DELETE, GET, POST }
const database = openTestDatabase()
let ctx: TestCtx
let app: TestApp
let key: Record<string, string>
const V1 = { 'a2a-version': '1.0' }

beforeAll(async () => {
  ctx = testCtx(database.db())
  app = serveTestApp(ctx)
  const desk = await makeFrontDesk(ctx)
  key = (await keyHeaders(ctx, ['offers:send', 'conversations:read'], desk.clinic.id)).headers
})
afterAll(() => setAppForTests(null))

async function post(body: unknown, headers: Record<string, string> = { ...key, ...V1 }) {
  const response = await rpc(makeRequest({ method: 'POST', path: '/api/a2a', headers, body }))
  return { status: response.status, headers: response.headers, body: await response.json() }
}
async function rest(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  headers = { ...key, ...V1 },
  body?: unknown,
) {
  const request = makeRequest({ method, path: `/api/a2a${path}`, headers, body })
  const response = await restRoutes[method](request)
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const message = (fields: object = {}) => ({
  message: { messageId: randomUUID(), role: 'ROLE_USER', parts: [{ text: 'Hello' }], ...fields },
  configuration: { returnImmediately: true },
})
const call = (method: string, params: object) => ({ jsonrpc: '2.0', id: 7, method, params })

describe('who may call', () => {
  it('nobody without a key: 401 with a challenge, in the words of each binding', async () => {
    const none = await post(call('GetTask', { id: 'x' }), V1)
    expect(none).toMatchObject({ status: 401, body: { jsonrpc: '2.0', error: { code: -32_000 } } })
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="Switchboard"')
    const wrong = await post(call('GetTask', { id: 'x' }), { ...V1, authorization: 'Bearer sbk_wrong' })
    expect(wrong.headers.get('www-authenticate')).toContain('invalid_token')
    const plain = await rest('GET', '/tasks', V1 as never)
    expect(plain).toMatchObject({ status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } })
  })
})

describe('JSON-RPC', () => {
  it.each([
    ['{', -32_700],
    [[], -32_600],
    [[call('GetTask', { id: 'x' })], -32_600],
    [{ jsonrpc: '1.0', method: 'GetTask' }, -32_600],
    [{ jsonrpc: '2.0', id: {}, method: 'GetTask', params: {} }, -32_600],
    [call('Nonsense', {}), -32_601],
    [call('SendMessage', {}), -32_602],
    [call('GetTask', { id: randomUUID(), historyLength: -1 }), -32_602],
    [call('GetTask', { id: randomUUID() }), -32_001],
    [call('GetTask', { id: 'no-uuid' }), -32_001],
    [call('SendMessage', message({ parts: [{ raw: 'eA==' }] })), -32_005],
  ])('%j is answered with %i', async (body, code) => {
    const { status, body: answer } = await post(body)
    expect({ status, code: answer.error?.code }).toEqual({ status: 200, code })
  })

  it('says what is wrong when a gateway has dropped the version', async () => {
    const { body } = await post(call('SendMessage', message()), key)
    expect(body.error).toMatchObject({ code: -32_601 })
    expect(body.error.message).toContain('A2A-Version: 1.0')
  })

  it('speaks 1.0 by any patch number, by query too, and no other version', async () => {
    const params = message()
    expect(
      (await post(call('SendMessage', params), { ...key, 'a2a-version': '1.0.1' })).body.result,
    ).toBeDefined()
    const other = await post(call('SendMessage', params), { ...key, 'a2a-version': '2.0' })
    expect(other.body.error).toMatchObject({ code: -32_009 })
    const request = makeRequest({
      method: 'POST',
      path: '/api/a2a?A2A-Version=1.0',
      headers: key,
      body: call('SendMessage', params),
    })
    expect((await (await rpc(request)).json()).result.task.status.state).toBe('TASK_STATE_SUBMITTED')
  })

  it('reads no more than it must', async () => {
    const { status } = await post(call('SendMessage', message({ parts: [{ data: 'x'.repeat(300_000) }] })))
    expect(status).toBe(413)
  })

  it('hides what is no business of a peer’s', async () => {
    const { body } = await post(call('ListTasks', { pageToken: 'nonsense' }))
    expect(body.error.code).toBe(-32_602)
    const extended = await post({ jsonrpc: '2.0', id: 1, method: 'GetExtendedAgentCard' })
    const ids = extended.body.result.skills.map(({ id }: { id: string }) => id)
    expect(ids).toContain('check_sms_response')
    expect(ids).not.toContain('change_appointment')
  })
})

describe('HTTP+JSON', () => {
  it('is for 1.0, in the media type of the caller', async () => {
    const sent = await rest(
      'POST',
      '/message:send',
      { ...key, ...V1, 'content-type': 'application/a2a+json' } as never,
      message(),
    )
    expect(sent.status).toBe(200)
    expect(sent.headers.get('content-type')).toBe('application/a2a+json')
    const { id } = sent.body.task
    expect((await rest('GET', `/tasks/${id}`)).body.id).toBe(id)
    expect((await rest('GET', `/tasks/${id}`, key as never)).body.error.details[0].reason).toBe(
      'VERSION_NOT_SUPPORTED',
    )
    expect((await rest('POST', `/tasks/${id}%3Acancel`, undefined, {})).body.status.state).toBe(
      'TASK_STATE_CANCELED',
    )
    expect((await rest('DELETE', `/tasks/${id}/pushNotificationConfigs/none`)).body).toEqual({})
  })

  it.each([
    ['GET', `/tasks/${randomUUID()}`, 404, 'NOT_FOUND'],
    ['GET', '/tasks?pageSize=0', 400, 'INVALID_ARGUMENT'],
    ['GET', '/nonsense', 404, 'NOT_FOUND'],
    ['DELETE', '/tasks', 405, 'UNIMPLEMENTED'],
  ] as const)('%s %s is %i', async (method, path, status, name) => {
    const answer = await rest(method, path)
    expect({ status: answer.status, name: answer.body.error.status }).toEqual({ status, name })
  })
})

describe('a stream', () => {
  /** What opens a stream of a task that waits, as often as it is called. */
  async function opener(headers = key) {
    const sent = await rest('POST', '/message:send', { ...headers, ...V1 } as never, message())
    return async () => {
      const request = new Request(`http://console.test/api/a2a/tasks/${sent.body.task.id}:subscribe`, {
        headers: { ...headers, ...V1 },
      })
      const response = await restRoutes.GET(request)
      return { response, reader: response.body!.getReader() }
    }
  }
  const textOf = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
    new TextDecoder().decode((await reader.read()).value)

  it('says something every so often while nothing happens, so that no proxy cuts it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { reader } = await (await opener())()
    expect(await textOf(reader)).toContain('"task"')
    for (let turn = 0; turn < 3; turn += 1) {
      vi.advanceTimersByTime(A2A_KEEP_ALIVE_MS)
      expect(await textOf(reader)).toBe(': keep-alive\n\n')
    }
    await reader.cancel()
  })

  it('ends when its key is revoked', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const desk = await makeFrontDesk(ctx)
    const own = await keyHeaders(ctx, ['offers:send'], desk.clinic.id)
    const { reader } = await (await opener(own.headers))()
    await reader.read()
    await revokeApiKey(app.systemCtx(), { key_id: own.id })
    vi.advanceTimersByTime(A2A_KEEP_ALIVE_MS)
    expect((await reader.read()).done).toBe(true)
    expect(app.streams.size).toBe(0)
  })

  it('begins with the task, and only so many are open at once', async () => {
    const open = await opener()
    const streams = []
    for (let count = 0; count < MAX_A2A_STREAMS; count += 1) streams.push(await open())
    const first = await streams[0]!.reader.read()
    expect(new TextDecoder().decode(first.value)).toContain('"TASK_STATE_SUBMITTED"')
    const refused = await open()
    expect(refused.response.status).toBe(429)
    expect(refused.response.headers.get('retry-after')).not.toBeNull()
    for (const { reader } of streams) await reader.cancel()
    const again = await open()
    expect(again.response.status).toBe(200)
    await again.reader.cancel()
    expect(app.streams.size).toBe(0)
  })
})

describe('the agent card', () => {
  const get = async (headers: Record<string, string> = {}) => {
    const response = card(makeRequest({ path: '/.well-known/agent-card.json', headers }))
    return { response, body: response.status === 200 ? await response.json() : null }
  }

  it('is pure 1.0 for who asks so, and readable for 0.3 otherwise', async () => {
    const { body: pure } = await get(V1)
    expect(pure).not.toHaveProperty('url')
    expect(
      pure.supportedInterfaces.map((each: Record<string, string>) => [
        each.protocolBinding,
        each.protocolVersion,
      ]),
    ).toEqual([
      ['JSONRPC', '1.0'],
      ['HTTP+JSON', '1.0'],
      ['JSONRPC', '0.3'],
    ])
    const { body: hybrid } = await get()
    expect(hybrid).toMatchObject({
      url: 'http://console.test/api/a2a',
      preferredTransport: 'JSONRPC',
      protocolVersion: '0.3.0',
      security: [{ bearer: [] }],
      securitySchemes: {
        bearer: { type: 'http', scheme: 'Bearer', httpAuthSecurityScheme: { scheme: 'Bearer' } },
      },
      capabilities: { extendedAgentCard: true },
    })
  })

  it('need not be read twice, and is another for each version', async () => {
    const { response } = await get(V1)
    const etag = response.headers.get('etag') as string
    expect(response.headers.get('vary')).toContain('A2A-Version')
    expect((await get({ ...V1, 'if-none-match': etag })).response.status).toBe(304)
    expect((await get({ 'if-none-match': etag })).response.status).toBe(200)
  })
})
