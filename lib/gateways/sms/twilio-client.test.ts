import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startFakeServer } from '#lib/test/fakes/fake-server.ts'
import { transportCodeOf } from './transport.ts'
import { SafeRequestClient, TwilioCallError } from './twilio-client.ts'

describe('SafeRequestClient', () => {
  it('moves requests under the path of its base and forgets them, credentials and text, afterwards', async () => {
    const seen: string[] = []
    const server = await startFakeServer(({ url }) => {
      seen.push(url.pathname + url.search)
      return { status: 200, body: {} }
    })
    const client = new SafeRequestClient({ timeoutMs: 5_000, baseUrl: `${server.url}/twilio/` })
    await client.request({
      method: 'post',
      uri: 'https://api.twilio.com/2010-04-01/Messages.json?a=1',
      username: 'AC123',
      password: 'secret-token',
      data: { Body: 'private words' },
    })
    await server.close()
    expect(seen).toEqual(['/twilio/2010-04-01/Messages.json?a=1'])
    expect(client.lastRequest).toBeUndefined()
    expect(inspect(client, { depth: 20 })).not.toMatch(/secret-token|private words|QUMxMjM6/)
  })

  it('reduces an error of the SDK to its code, without a cause', async () => {
    const client = new SafeRequestClient({ timeoutMs: 5_000, baseUrl: 'http://127.0.0.1:1' })
    const call = client.request({
      method: 'get',
      uri: 'https://api.twilio.com/',
      username: 'AC1',
      password: 'secret',
    })
    const error = await call.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TwilioCallError)
    expect(Object.keys(error as object).toSorted()).toEqual(['code', 'name', 'retryAfterSeconds'])
    expect((error as Error).cause).toBeUndefined()
  })
})

describe('transportCodeOf', () => {
  const failed = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more })

  it.each<[string, unknown, string]>([
    ['a refused connect', failed('ECONNREFUSED', { syscall: 'connect' }), 'ECONNREFUSED'],
    ['a connect that timed out', failed('ETIMEDOUT', { syscall: 'connect' }), 'EHOSTUNREACH'],
    ['an answer that timed out', failed('ETIMEDOUT', { syscall: 'read' }), 'ETIMEDOUT'],
    [
      'a connect that failed on every address',
      failed('ETIMEDOUT', { errors: [failed('ETIMEDOUT', { syscall: 'connect' })] }),
      'EHOSTUNREACH',
    ],
    [
      'a connect that failed, wrapped',
      Object.assign(new Error('x'), { cause: failed('EADDRNOTAVAIL', { syscall: 'connect' }) }),
      'EHOSTUNREACH',
    ],
    ['a name that is not found', failed('ENOTFOUND', { syscall: 'getaddrinfo' }), 'ENOTFOUND'],
    ['a certificate fault', failed('CERT_NOT_YET_VALID'), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['a reset', failed('ECONNRESET'), 'ECONNRESET'],
    ['a code that nobody knows', failed('ESOMETHING'), 'ERR_NETWORK'],
    ['no code', new Error('x'), 'ERR_NETWORK'],
    ['no error', null, 'ERR_NETWORK'],
  ])('reads %s', (_case, error, code) => {
    expect(transportCodeOf(error)).toBe(code)
  })
})
