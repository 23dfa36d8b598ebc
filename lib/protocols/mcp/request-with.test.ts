import { describe, expect, it } from 'vitest'
import { requestWith } from './request-with.ts'

/** As Next hands a request to a route: every property by way of a proxy. */
const proxied = (request: Request) =>
  new Proxy(request, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

describe('a request of Next with other parts', () => {
  const request = () =>
    proxied(
      new Request('https://clinic.example/api/mcp', {
        method: 'POST',
        headers: { accept: '*/*' },
        body: '{}',
      }),
    )

  it('is one that no Request can be made of directly', () => {
    expect(() => new Request(request(), { headers: new Headers() })).toThrow(TypeError)
  })

  it('takes other headers and keeps its body', async () => {
    const changed = requestWith(request(), { headers: new Headers({ accept: 'application/json' }) })
    expect([changed.method, changed.url]).toEqual(['POST', 'https://clinic.example/api/mcp'])
    expect(changed.headers.get('accept')).toBe('application/json')
    expect(await changed.text()).toBe('{}')
  })

  it('takes another signal, without a body that was read', async () => {
    const over = new AbortController()
    const changed = requestWith(request(), { signal: over.signal, body: null })
    expect(changed.headers.get('accept')).toBe('*/*')
    expect(changed.body).toBeNull()
    over.abort()
    expect(changed.signal.aborted).toBe(true)
  })
})
