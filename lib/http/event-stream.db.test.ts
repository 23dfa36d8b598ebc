import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { updateStaff } from '#lib/services/staff/update.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { makeRequest, serveTestApp, signedIn, TEST_DOC } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { eventStream } from './event-stream.ts'
import { route } from './route.ts'
import { HEARTBEAT_MS } from './server-sent-events.ts'

const database = openTestDatabase()
const events = route({ doc: TEST_DOC }, ({ app, ctx, request }) => eventStream(app, ctx, request.signal))

afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => setAppForTests(null))

/** Opens a stream and collects what it says, until it ends. */
async function listen(headers: Record<string, string>) {
  const leaving = new AbortController()
  const request = new Request(makeRequest({ path: '/api/events', headers }), { signal: leaving.signal })
  const response = await events(request, { params: Promise.resolve({}) })
  const state = { text: '', isOver: false }
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) state.text += decoder.decode(chunk, { stream: true })
    state.isOver = true
  })()
  return { response, state, leave: () => leaving.abort() }
}

async function setting() {
  const ctx = testCtx(database.db())
  const app = serveTestApp(ctx)
  const [own, foreign] = [await makeClinic(ctx), await makeClinic(ctx)]
  const { headers, staff } = await signedIn(app, ctx, 'viewer', [own.id])
  return { ctx, app, own, foreign, headers, staff }
}

describe('the stream of events', () => {
  it('needs a login', async () => {
    await setting()
    expect((await listen({})).response.status).toBe(401)
  })

  it('says how soon to come back, and what changed in the clinics of the login and everywhere', async () => {
    const { app, own, foreign, headers } = await setting()
    const { response, state, leave } = await listen(headers)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    app.tell({ type: 'conversation.changed', id: 'theirs', clinic_id: foreign.id })
    app.tell({ type: 'conversation.changed', id: 'ours', clinic_id: own.id })
    app.tell({ type: 'clock.changed', id: 'all', clinic_id: null })
    await waitFor('the last event', () => state.text.includes('"all"'))
    expect(state.text).toMatch(/^retry: 2000\n/)
    expect(state.text).toContain(
      `data: {"type":"conversation.changed","id":"ours","clinic_id":"${own.id}"}\n\n`,
    )
    expect(state.text).not.toContain('theirs')
    leave()
  })

  it('cleans up when the browser leaves', async () => {
    const { app, headers } = await setting()
    const { state, leave } = await listen(headers)
    expect(app.subscriberCount()).toBe(1)
    expect(app.streams.size).toBe(1)
    leave()
    await waitFor('the end', () => state.isOver)
    expect(app.subscriberCount()).toBe(0)
    expect(app.streams.size).toBe(0)
  })

  it('ends after a gap, so that the browser looks at everything again, and when the server stops', async () => {
    const { app, headers } = await setting()
    const [one, two] = [await listen(headers), await listen(headers)]
    app.gap()
    await waitFor('both ends', () => one.state.isOver && two.state.isOver)
    const three = await listen(headers)
    for (const close of [...app.streams]) close()
    await waitFor('the end', () => three.state.isOver)
    expect(app.subscriberCount()).toBe(0)
  })

  it('beats, and ends with the beat after the login was disabled', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { ctx, headers, staff } = await setting()
    const { state } = await listen(headers)
    const beats = () => state.text.split('event: heartbeat').length - 1
    await waitFor('the first beat', () => beats() === 1)
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await waitFor('the second beat', () => beats() === 2)
    await updateStaff(ctx, { staff_id: staff.id, is_disabled: true })
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await waitFor('the end', () => state.isOver)
    expect(beats()).toBe(2)
  })

  it('follows a change of the login’s clinics with the next beat', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { ctx, app, own, foreign, headers, staff } = await setting()
    const { state, leave } = await listen(headers)
    await updateStaff(ctx, { staff_id: staff.id, clinic_ids: [foreign.id] })
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await waitFor('the beat', () => state.text.split('heartbeat').length === 3)
    app.tell({ type: 'conversation.changed', id: 'before', clinic_id: own.id })
    app.tell({ type: 'conversation.changed', id: 'after', clinic_id: foreign.id })
    await waitFor('the event', () => state.text.includes('after'))
    expect(state.text).not.toContain('before')
    leave()
  })
})
