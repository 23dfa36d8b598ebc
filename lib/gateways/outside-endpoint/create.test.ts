import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { OUTSIDE_FAILURES } from '#lib/domain/agents/outside-endpoint.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { REFUSED_FORMS } from '#lib/test/address-forms.ts'
import { createOutsideEndpoint, type OutsideEndpointOptions, retryAfterMs } from './create.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const PUBLIC = '93.184.215.14'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A real server on this machine; the handler says what it does. */
async function serve(handler: RequestListener) {
  const requests: string[] = []
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    handler(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, requests }
}

/** Counts whoever connects, over IPv4 and IPv6, whatever they say. */
async function countConnections() {
  const seen = { count: 0 }
  const server = createTcpServer((socket) => {
    seen.count += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '::', resolve))
  closers.push(() => server.close())
  return { seen, port: (server.address() as AddressInfo).port }
}

const post = (url: string, options: Partial<OutsideEndpointOptions> = {}) =>
  createOutsideEndpoint({ allowedHosts: ['127.0.0.1'], ...options }).post({
    url,
    body: '{"a":1}',
    signature: { id: 'msg_1', secret: SECRET, at: Date.now() },
  })

/** A resolver that gives these answers in turn, and the last one for ever. */
function resolverOf(...answers: string[][]): OutsideEndpointOptions['lookup'] {
  let asked = 0
  return (_hostname, _options, done) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    const addresses = answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    process.nextTick(done, null, addresses)
  }
}

const refusedField = (promise: Promise<void>) =>
  promise.then(
    () => 'taken',
    (error: unknown) => (isSwitchboardError(error, 'invalid_input') ? error.field : error),
  )

describe('what may be called', () => {
  const none = createOutsideEndpoint({ allowedHosts: [], lookup: resolverOf([PUBLIC]) })

  it.each(REFUSED_FORMS)('is not %s, neither when it is registered nor when it is called', async (form) => {
    expect(await refusedField(none.check(form, 'endpoint'))).toBe('endpoint')
    expect(await post(form, { allowedHosts: [], lookup: resolverOf([PUBLIC]) })).toMatchObject({
      kind: 'failed',
      error: OUTSIDE_FAILURES.address,
    })
  })

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    'localhost',
    'localhost.',
  ])('never connects to this machine as %s', async (host) => {
    const { seen, port } = await countConnections()
    for (const scheme of ['https', 'http']) {
      expect(await post(`${scheme}://${host}:${port}/`, { allowedHosts: [] })).toMatchObject({
        kind: 'failed',
      })
    }
    expect(seen.count).toBe(0)
  })

  it.each([
    ['a private address', [['10.0.0.1']]],
    ['a public and a private one', [[PUBLIC, '127.0.0.1']]],
    ['a mapped one', [['::ffff:127.0.0.1']]],
    ['a unique local one', [['fd00::1']]],
    ['one with a zone', [['fe80::1%eth0']]],
    ['the metadata service', [['169.254.169.254']]],
    ['none', [[]]],
  ])('is no name that leads to %s', async (_what, answers) => {
    const { seen, port } = await countConnections()
    const lookup = resolverOf(...answers)
    const url = `https://agent.example:${port}/`
    expect(
      await refusedField(createOutsideEndpoint({ allowedHosts: [], lookup }).check(url, 'endpoint')),
    ).toBe('endpoint')
    expect((await post(url, { allowedHosts: [], lookup })).kind).toBe('failed')
    expect(seen.count).toBe(0)
  })

  it('is refused at the connection when the name was public when it was checked (DNS rebinding)', async () => {
    const { seen, port } = await countConnections()
    const lookup = resolverOf([PUBLIC], ['127.0.0.1'])
    const endpoint = createOutsideEndpoint({ allowedHosts: [], lookup })
    const url = `https://agent.example:${port}/`
    await endpoint.check(url, 'endpoint')
    const signature = { id: 'msg_1', secret: SECRET, at: Date.now() }
    expect(await endpoint.post({ url, body: '{}', signature })).toMatchObject({
      kind: 'failed',
      isTimeout: false,
      error: OUTSIDE_FAILURES.address,
    })
    expect(seen.count).toBe(0)
  })

  it('looks a name up once per call, so that nothing can change between the check and the connection', async () => {
    let lookups = 0
    const { port } = await serve((_request, response) => response.end('in'))
    const answer = await post(`http://peer.test:${port}/`, {
      allowedHosts: ['peer.test'],
      lookup: (_hostname, _options, done) => {
        lookups += 1
        done(null, [{ address: '127.0.0.1', family: 4 }])
      },
    })
    expect(answer).toMatchObject({ kind: 'answered', status: 200, body: 'in' })
    expect(lookups).toBe(1)
  })

  it('is a public name', async () => {
    expect(await refusedField(none.check('https://agent.example/hook', 'endpoint'))).toBe('taken')
  })

  it('does not wait for a resolver that never answers', async () => {
    const endpoint = createOutsideEndpoint({ allowedHosts: [], timeoutMs: 50, lookup: () => {} })
    expect(await refusedField(endpoint.check('https://agent.example/', 'webhook_url'))).toBe('webhook_url')
  })
})

describe('a call', () => {
  it('is a signed POST of JSON', async () => {
    const seen: Record<string, unknown> = {}
    const { port } = await serve((request, response) => {
      Object.assign(seen, { method: request.method, headers: request.headers })
      response.writeHead(202).end('{"ok":true}')
    })
    expect(await post(`http://127.0.0.1:${port}/hook`)).toMatchObject({
      kind: 'answered',
      status: 202,
      body: '{"ok":true}',
      retryAfterMs: null,
    })
    expect(seen).toMatchObject({
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': '7',
        'webhook-id': 'msg_1',
        'webhook-signature': expect.stringMatching(/^v1,/),
      },
    })
  })

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const secret = await serve((_request, response) => response.end('inside'))
    const { port, requests } = await serve((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${secret.port}/` }).end(),
    )
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'answered', status, body: '' })
    expect(requests).toEqual(['POST /'])
    expect(secret.requests).toEqual([])
  })

  it('reads the first 2 KiB and hangs up on the rest', async () => {
    let sent = 0
    let isHungUp = false
    const { port } = await serve((_request, response) => {
      response.on('close', () => {
        isHungUp = true
      })
      const more = () => {
        while (!response.destroyed && sent < 1e9 && response.write('x'.repeat(65_536))) sent += 65_536
      }
      response.on('drain', more)
      more()
    })
    const answer = await post(`http://127.0.0.1:${port}/`)
    expect(answer.kind === 'answered' && answer.body).toBe('x'.repeat(2_048))
    await expect.poll(() => isHungUp).toBe(true)
    expect(sent).toBeLessThan(1e9)
  })

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['sends headers and no body', (_request, response) => response.writeHead(200).flushHeaders()],
    [
      'sends its body a byte at a time',
      (_request, response) => {
        const timer = setInterval(() => response.write('.'), 10)
        response.on('close', () => clearInterval(timer))
      },
    ],
  ])('ends in time with a server that %s', async (_what, handler) => {
    const { port } = await serve(handler)
    expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 150 })).toMatchObject({
      kind: 'failed',
      isTimeout: true,
      error: OUTSIDE_FAILURES.timeout,
    })
  })

  it('ends in time when the name is never resolved', async () => {
    const answer = await post('https://agent.example/', { timeoutMs: 50, lookup: () => {} })
    expect(answer).toMatchObject({ kind: 'failed', isTimeout: true })
  })

  it.each<[string, RequestListener, string]>([
    ['hangs up', (request) => request.socket.destroy(), OUTSIDE_FAILURES.reset],
    [
      'hangs up in the middle of its answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('half', () => request.socket.destroy())
      },
      OUTSIDE_FAILURES.reset,
    ],
    ['speaks no HTTP', (request) => request.socket.end('hello\r\n\r\n'), OUTSIDE_FAILURES.not_http],
  ])('says so when a server %s', async (_what, handler, error) => {
    const { port } = await serve(handler)
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'failed', isTimeout: false, error })
  })

  it('says so when nobody listens, and when a server has no TLS', async () => {
    const { port } = await serve((_request, response) => response.end())
    expect(await post(`https://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'failed',
      error: OUTSIDE_FAILURES.not_http,
    })
    closers.splice(0).forEach((close) => {
      close()
    })
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'failed',
      error: OUTSIDE_FAILURES.refused,
    })
  })
})

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-23T15:00:00Z')
  it.each([
    [undefined, null],
    ['0', 0],
    ['120', 120_000],
    ['Mon, 23 Nov 2026 15:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 14:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
  ])('reads %s as %s', (header, wait) => expect(retryAfterMs(header, now)).toBe(wait))
})
