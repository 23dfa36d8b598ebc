import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  type FakeReaction,
  type FakeRequest,
  type FakeServer,
  startFakeServer,
} from '#lib/test/fakes/fake-server.ts'
import { createCarrierWeb } from './create.ts'

let server: FakeServer
let reaction: FakeReaction
const seen: FakeRequest[] = []
beforeEach(async () => {
  seen.length = 0
  server = await startFakeServer((request) => {
    seen.push(request)
    return reaction
  })
})
afterEach(() => server.close())

it('gets and posts, and tells status and body', async () => {
  reaction = { status: 201, body: 'well' }
  const web = createCarrierWeb()
  expect(await web.get(`${server.url}/a?b=1`)).toEqual({ status: 201, body: 'well' })
  await web.post({ url: `${server.url}/c`, headers: { 'x-one': '1' }, body: 'words' })
  expect(seen.map(({ method, url, body }) => [method, url.pathname, body])).toEqual([
    ['GET', '/a', ''],
    ['POST', '/c', 'words'],
  ])
  expect(seen[1]!.headers['x-one']).toBe('1')
})

it('follows no redirect', async () => {
  reaction = { status: 302, body: '', headers: { location: `${server.url}/inside` } }
  expect(await createCarrierWeb().get(server.url)).toMatchObject({ status: 302 })
  expect(seen).toHaveLength(1)
})

it('gives up on silence, a cut connection, a closed port and an endless answer', async () => {
  reaction = 'silence'
  expect(await createCarrierWeb({ timeoutMs: 50 }).get(server.url)).toEqual({ fault: 'timeout' })
  reaction = 'hang_up'
  expect(await createCarrierWeb().get(server.url)).toHaveProperty('fault')
  reaction = { status: 200, body: 'a'.repeat(70_000) }
  expect(await createCarrierWeb().get(server.url)).toEqual({ fault: 'too_large' })
  await server.close()
  expect(await createCarrierWeb().get(server.url)).toEqual({ fault: 'ECONNREFUSED' })
})
